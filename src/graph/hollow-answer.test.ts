import { expect, test } from 'vitest';
import { readJson, UnreadableJson } from '../texts/read-json.ts';
import { mostOpenedIn } from './hollow-answer.ts';

const read = (text: string): unknown => readJson(`[${text}0]`, mostOpenedIn(text.length));
const PLAN =
  '{"assignedDateTime":"2020-01-01T00:00:00Z","capabilityStatus":"Enabled","service":"exchange","servicePlanId":"efb87545-963c-4e0d-99df-69c6916d9eb0"},';
const LICENCE = '{"disabledPlans":[],"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965"},';
const MEMBER = '{"@odata.type":"#microsoft.graph.user","id":"05e9a617-0261-4cee-bb44-138d3ef5d965"},';

test.each([
  ['objects', '{},'],
  ['lists', '[],'],
  ['objects with next to nothing in them', '{"a":1},'],
])('an answer of nothing but %s is refused before it is parsed', (_what, one) => {
  expect(() => read(one.repeat(400_000))).toThrow(
    expect.objectContaining({ name: UnreadableJson.name, fault: 'too-many' }),
  );
});

test.each([
  ['plans', PLAN],
  ['licences', LICENCE],
  ['members', MEMBER],
  ['policies', `{"conditions":"${'x'.repeat(200)}"},`],
])('the %s of a directory are taken, however many', (_what, one) => {
  expect(() => read(one.repeat(200_000))).not.toThrow();
});

test('a small answer may be as hollow as it likes', () => {
  expect(() => read('{},'.repeat(16_000))).not.toThrow();
});
