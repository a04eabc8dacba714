import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageOf } from '../errors.ts';
import { readJson, UnreadableJson } from './read-json.ts';

function refusal(text: string): string {
  try {
    return `read: ${JSON.stringify(readJson(text))}`;
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    return `${error.fault}: ${messageOf(error)}`;
  }
}

test('what is JSON is read as JavaScript reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      expect(readJson(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(readJson(`${'['.repeat(100)}${']'.repeat(100)}`)).toHaveLength(1);
  expect(readJson(String.raw`{"[[[\"[\\":"${'['.repeat(500)}\\"}`)).toEqual({
    '[[["[\\': `${'['.repeat(500)}\\`,
  });
});

test('what is not JSON is told without what stands there', () => {
  expect(refusal('{"a": 1,\n "secret": hunter2}')).toBe('not-json: is not JSON');
  expect(refusal('\ufeff{}')).toBe('not-json: is not JSON');
  expect(refusal('{"a":')).toBe('not-json: is not JSON');
  expect(refusal('')).toBe('not-json: is not JSON');
  expect(refusal('root:x:0:0')).toBe('not-json: is not JSON');
});

test('what is nested too deeply is told before anything walks it, whole or not', () => {
  const told = 'too-deep: is nested more than 100 levels deep';
  expect(refusal(`${'['.repeat(101)}${']'.repeat(101)}`)).toBe(told);
  expect(refusal('{"a":['.repeat(500_000))).toBe(told);
});

test('what opens more lists and objects than it may is told before they are made; those in a text are none', () => {
  const refused = (text: string): unknown => {
    try {
      return readJson(text, 3);
    } catch (error) {
      return error instanceof UnreadableJson ? [error.fault, error.message] : error;
    }
  };
  expect(refused('[{},{}]')).toEqual([{}, {}]);
  expect(refused('[{},{},"[[[{{{"]')).toEqual([{}, {}, '[[[{{{']);
  expect(refused('[{},{},[]]')).toEqual(['too-many', 'holds more than 3 lists and objects']);
  expect(refused('[{},{},[')).toEqual(['too-many', 'holds more than 3 lists and objects']);
});
