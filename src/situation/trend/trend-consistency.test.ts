import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Situation } from '../situation.ts';
import { indicatorChange } from '../../assessment/trend/indicator-change.ts';
import { pointOf } from '../../assessment/trend/point.ts';
import type { IndicatorChange, Trend } from './trend-schema.ts';

function sample(): Situation {
  const file = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return { ...situationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), trend: undefined };
}

/** Compared with itself, a month earlier: nothing moved. */
function still(
  change: (one: IndicatorChange) => IndicatorChange = (one) => one,
  more: Partial<Trend> = {},
): string[] {
  const situation = sample();
  const collectedAt = '2020-09-29T06:00:00Z';
  const indicators = situation.indicators.map((one) =>
    indicatorChange({ before: one, now: one, comparable: true, physiciansComparable: true }, []),
  );
  const trend: Trend = {
    previous: {
      ...{ audit: 'a', asOf: '2020-09-27', collectedAt, vigie: '0.1.0' },
      ...{ inactiveAfterDays: 90, mailboxes: 1, physicians: 1 },
    },
    differences: [],
    indicators: indicators.map((one, index) => (index === 0 ? change(one) : one)),
    points: [{ ...pointOf(situation, 'a'), collectedAt }, pointOf(situation, 'b')],
    notUsed: [],
    ...more,
  };
  const { error } = situationSchema.safeParse({ ...situation, trend });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function appeared(one: IndicatorChange): IndicatorChange {
  return { ...one, ...(one.moves === undefined ? {} : { moves: { ...one.moves, appeared: 1 } }) };
}

const LEADS = 'the change does not lead from the count before to this one';

test('a trend that agrees with the figures has nothing against it', () => {
  expect(still()).toEqual([]);
});

test('a trend whose changes, moves or points contradict the figures is no situation, and the place is named', () => {
  expect({
    change: still((one) => ({ ...one, change: one.change + 1, moves: undefined })),
    moves: still(appeared),
    before: still((one) => ({ ...one, tallyBefore: { ...one.tallyBefore, count: 7 } })),
    physicians: still((one) => ({ ...one, physicians: { before: 1, change: 0 } })),
    parts: still((one) => ({ ...one, byEstablishment: [] })),
    unknown: still((one) => ({ ...one, id: 'unheard' })),
    points: still(undefined, { points: [] }),
    last: still(undefined, { points: [{ ...pointOf(sample(), 'a'), collectedAt: '2020-09-29T06:00:00Z' }] }),
    alone: still(undefined, { previous: undefined }),
  }).toEqual({
    change: [`trend.indicators.0: ${LEADS}`],
    moves: ['trend.indicators.0: the moves do not add up to the change'],
    before: ['trend.indicators.0: two counts of the earlier audit'],
    physicians: [
      `trend.indicators.0.physicians: ${LEADS}`,
      'trend.indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    parts: ['trend.indicators.0.byEstablishment: the parts do not sum to the whole'],
    unknown: ['trend.indicators.0.id: it is no indicator of the situation'],
    points: [],
    last: ['trend.points: the last is not of this audit'],
    alone: ['trend: there are changes, and no audit before'],
  });
});
