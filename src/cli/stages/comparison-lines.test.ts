import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createStyle } from '../../renderers/terminal/style.ts';
import { situationSchema } from '../../situation/situation.ts';
import { comparisonLines } from './comparison-lines.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const golden = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

test('physicians have columns where it is known in both audits who is one', () => {
  const { trend } = golden;
  if (trend?.previous === undefined) throw new Error('the golden has no previous audit');
  const style = createStyle({ width: null, drawings: false, colour: 0 });
  const heads = (of: typeof golden, compared: typeof trend) =>
    comparisonLines(of, compared, 'en', style)[0]?.includes('hysicians');
  const unknown = { ...trend, previous: { ...trend.previous, categoriesKnown: false } };
  expect([
    heads(golden, trend),
    heads(golden, unknown),
    heads({ ...golden, categoriesKnown: false }, trend),
  ]).toEqual([true, false, false]);
});
