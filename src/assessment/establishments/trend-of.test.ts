import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Indicator, type Situation } from '../../situation/situation.ts';
import { pointOf } from '../trend/point.ts';
import type { Trend } from '../../situation/trend/trend-schema.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { situationOf } from './situation-of.ts';

const GOLDEN = situationSchema.parse(JSON.parse(readFileSync('reports/sample/situation.json', 'utf8')));

/** The goldens may come to hold a trend. */
const GOLDEN_ALONE: Situation = situationSchema.parse({ ...GOLDEN, trend: undefined });

const tally = (population: number, count: number) => ({
  population,
  examined: population,
  count,
  undetermined: 0,
});

function indicator(id: string): Indicator {
  const physicians = tally(3, 1);
  return {
    ...{ id, lowerBound: false, populationBound: 'exact', ...tally(10, 4), physicians },
    byCategory: [{ id: 'staff', ...tally(10, 4) }],
    byEstablishment: [{ id: 'CHUM', ...tally(10, 4), physicians }],
    facts: {},
  };
}

const CHUM: EstablishmentPart = {
  id: 'CHUM',
  population: { accounts: 12, mailboxes: 10, physicians: 3, byCategory: { staff: 10 } },
  indicators: [indicator('inactive-mailboxes')],
  enrolments: [],
  serviceUsage: [],
};

const MOVES = { appeared: 2, joined: 0, becameKnown: 0, resolved: 0, left: 1, becameUnknown: 0, altered: 0 };

function wholeWith(establishment: string): Situation {
  const previous = {
    ...{ audit: 'avant', asOf: '2020-09-27', collectedAt: '2020-09-29T06:00:00Z', vigie: '0.1.0' },
    ...{ inactiveAfterDays: 90, mailboxes: 390, physicians: 40 },
  };
  const trend: Trend = {
    previous,
    differences: [{ kind: 'version', indicators: [], words: { fr: 'Autre version', en: 'Another version' } }],
    indicators: [
      {
        ...{ id: 'inactive-mailboxes', before: 150, change: 7, tallyBefore: tally(390, 150) },
        ...{ lowerBoundBefore: true, populationBoundBefore: 'at-least', comparable: true },
        physicians: { before: 20, change: 1 },
        byEstablishment: [
          {
            ...{ id: establishment, before: 3, change: 1, moves: MOVES, tallyBefore: tally(9, 3) },
            physicians: { before: 1, change: 0, tallyBefore: tally(2, 1) },
          },
        ],
      },
    ],
    points: [
      pointOf({ ...GOLDEN, collectedAt: '2020-08-29T06:00:00Z' }, 'plus tôt'),
      pointOf({ ...GOLDEN, collectedAt: '2020-09-29T06:00:00Z' }, 'avant'),
      pointOf(GOLDEN, 'maintenant'),
    ],
    notUsed: [],
  };
  return { ...GOLDEN, trend };
}

test('an establishment has its own change, and the points of the two audits that tell of it', () => {
  const part = situationOf(wholeWith('CHUM'), CHUM);
  expect(part.trend).toEqual({
    previous: {
      ...{ audit: 'avant', asOf: '2020-09-27', collectedAt: '2020-09-29T06:00:00Z', vigie: '0.1.0' },
      ...{ inactiveAfterDays: 90, mailboxes: 9, physicians: 2 },
    },
    differences: [{ kind: 'version', indicators: [], words: { fr: 'Autre version', en: 'Another version' } }],
    indicators: [
      {
        ...{ id: 'inactive-mailboxes', before: 3, change: 1, moves: MOVES, tallyBefore: tally(9, 3) },
        ...{ lowerBoundBefore: true, populationBoundBefore: 'at-least', comparable: true },
        physicians: { before: 1, change: 0, tallyBefore: tally(2, 1) },
        byEstablishment: [
          {
            ...{ id: 'CHUM', before: 3, change: 1, moves: MOVES, tallyBefore: tally(9, 3) },
            physicians: { before: 1, change: 0, tallyBefore: tally(2, 1) },
          },
        ],
      },
    ],
    points: [
      {
        ...{ audit: 'avant', asOf: '2020-09-27', collectedAt: '2020-09-29T06:00:00Z' },
        indicators: [
          {
            ...{ id: 'inactive-mailboxes', ...tally(9, 3), lowerBound: true, populationBound: 'at-least' },
            physicians: 1,
          },
        ],
      },
      {
        ...{ audit: 'maintenant', asOf: GOLDEN.asOf, collectedAt: GOLDEN.collectedAt },
        indicators: [
          {
            ...{ id: 'inactive-mailboxes', ...tally(10, 4), lowerBound: false, populationBound: 'exact' },
            physicians: 1,
          },
        ],
      },
    ],
    notUsed: [],
  });
  expect(situationSchema.safeParse(part).error).toBeUndefined();
});

test('what the earlier audit does not tell of an establishment is left out, and that audit stays named', () => {
  const { trend } = situationOf(wholeWith('CUSM'), CHUM);
  expect(trend).toMatchObject({
    previous: { audit: 'avant', collectedAt: '2020-09-29T06:00:00Z' },
    differences: [{ kind: 'version' }],
    indicators: [],
    points: [{ audit: 'avant', indicators: [] }, { audit: 'maintenant' }],
  });
  expect(Object.keys(trend?.previous ?? {})).not.toContain('mailboxes');
});

test('where accounts are of other establishments, no figure of an establishment compares', () => {
  const whole = wholeWith('CHUM');
  const words = { fr: 'Autre rattachement', en: 'Other placing' };
  const differences: Trend['differences'] = [{ kind: 'establishments', indicators: [], words }];
  const trend = whole.trend === undefined ? undefined : { ...whole.trend, differences };
  const part = situationOf({ ...whole, trend }, CHUM);
  expect(part.trend?.indicators.map(({ comparable }) => comparable)).toEqual([false]);
});

test('where mailboxes are not compared, the other figures of the establishment still are', () => {
  const whole = wholeWith('CHUM');
  const redirects = (whole.trend?.indicators ?? []).map((one) => ({ ...one, id: 'mailbox-redirects' }));
  const trend = whole.trend === undefined ? undefined : { ...whole.trend, indicators: redirects };
  const part = situationOf(
    { ...whole, trend },
    { ...CHUM, indicators: [indicator('inactive-mailboxes'), indicator('mailbox-redirects')] },
  );
  expect(part.trend).toMatchObject({
    previous: { audit: 'avant' },
    indicators: [{ id: 'mailbox-redirects', before: 3, change: 1 }],
  });
  expect(situationSchema.safeParse(part).error).toBeUndefined();
});

test('a check that concerned nobody there, then or now, found nobody both times', () => {
  const nobody = { ...indicator('inactive-mailboxes'), ...tally(0, 0), physicians: tally(0, 0) };
  const none = { ...nobody, byCategory: [], byEstablishment: [] };
  const part = situationOf(wholeWith('CUSM'), { ...CHUM, indicators: [none] });
  const still = { before: 0, change: 0, tallyBefore: tally(0, 0) };
  expect(part.trend?.indicators).toEqual([
    {
      ...{ id: 'inactive-mailboxes', ...still, comparable: true },
      ...{ lowerBoundBefore: true, populationBoundBefore: 'at-least' },
      physicians: still,
      byEstablishment: [],
    },
  ]);
  expect(situationSchema.safeParse(part).error).toBeUndefined();
});

test('without a trend of the whole there is none of a part', () => {
  expect(Object.keys(situationOf(GOLDEN_ALONE, CHUM))).not.toContain('trend');
});
