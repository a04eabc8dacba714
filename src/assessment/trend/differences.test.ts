import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { differencesOf } from './differences.ts';

const GOLDEN = situationSchema.parse(JSON.parse(readFileSync('reports/sample/situation.json', 'utf8')));
const EARLIER = '2020-09-29T06:00:00Z';

type Lent = Pick<Situation['sources'][number], 'joinedFrom' | 'collectedAt'>;

function withTerms(collectedAt: string, lent: Lent): Situation {
  const sources = GOLDEN.sources.map((source) =>
    source.id === 'terms-of-use' ? { ...source, outcome: 'complete' as const, ...lent } : source,
  );
  return { ...GOLDEN, collectedAt, sources };
}

function told(before: Situation, now: Situation): string[] {
  return differencesOf(before, now, ['terms-of-use']).map(({ words }) => words.en);
}

test('terms of use of one reading in both audits are told, lent by a third or by the earlier of the two', () => {
  const same =
    'The terms of use of both audits come from one reading, that of September 29, 2020: no acceptance since then shows.';
  const now = withTerms('2020-10-29T06:00:00Z', { joinedFrom: 'x', collectedAt: EARLIER });
  expect(told(withTerms(EARLIER, {}), now)).toEqual([same]);
  expect(
    told(withTerms('2020-10-01T06:00:00Z', { joinedFrom: 'copy of x', collectedAt: EARLIER }), now),
  ).toEqual([same]);
  expect(told(withTerms('2020-08-29T06:00:00Z', {}), now)).toEqual([]);
});
