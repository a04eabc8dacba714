import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema } from '../../situation/situation.ts';
import type { Trend } from '../../situation/trend/trend-schema.ts';
import { evolutionRows, trendRows } from './trend-rows.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const golden = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

const moves = { appeared: 5, joined: 1, becameKnown: 0, resolved: 7, left: 2, becameUnknown: 0, altered: 3 };
const tallyBefore = { population: 100, examined: 100, count: 20, undetermined: 0 };
const point = { ...tallyBefore, lowerBound: true, populationBound: 'exact', physicians: 4 } as const;

const trend: Trend = {
  previous: {
    ...{
      audit: '2020-09-29T06-00-00Z',
      asOf: '2020-09-27',
      collectedAt: '2020-09-29T06:00:00Z',
      vigie: '1.0.0',
    },
    ...{ inactiveAfterDays: 90, mailboxes: 100, physicians: 10 },
  },
  differences: [],
  indicators: [
    {
      ...{ id: 'mailbox-redirects', before: 20, change: -3, moves, comparable: false, tallyBefore },
      ...{ lowerBoundBefore: false, populationBoundBefore: 'exact' },
      physicians: { before: 4, change: 0, moves: { ...moves, altered: 0 } },
      byEstablishment: [{ id: 'CHU', before: 0, change: 2, physicians: { before: 0, change: 1 } }],
    },
  ],
  points: [
    {
      ...{ audit: '2020-09-29T06-00-00Z', asOf: '2020-09-27', collectedAt: '2020-09-29T06:00:00Z' },
      indicators: [
        { id: 'mailbox-redirects', ...point },
        { id: 'mfa-status', ...point, examined: 0, count: 0, undetermined: 100, physicians: 0 },
      ],
    },
  ],
  notUsed: [],
};
const situation = {
  ...golden,
  trend,
  indicators: golden.indicators.filter(({ id }) => ['mailbox-redirects', 'mfa-status'].includes(id)),
};

test('the trend has a row for each audit and indicator, without a count where nothing was examined', () => {
  const when = ['2020-09-29T06-00-00Z', '2020-09-27', '2020-09-29T06:00:00Z'];
  expect(trendRows(situation)).toEqual([
    [
      ...['audit', 'asOf', 'collectedAt', 'indicator', 'population', 'populationBound', 'examined', 'count'],
      ...['lowerBound', 'undetermined', 'assessable', 'physiciansCount'],
    ],
    [...when, 'mailbox-redirects', 100, 'exact', 100, 20, true, 0, true, 4],
    [...when, 'mfa-status', 100, 'exact', 0, '', true, 100, false, ''],
  ]);
});

test('the evolution tells what moved, and what is not compared has no numbers', () => {
  const previous = ['2020-09-29T06-00-00Z', '2020-09-27'];
  const nothing = ['', '', '', '', '', '', ''];
  expect(evolutionRows(situation)).toEqual([
    [
      ...['indicator', 'group', 'id', 'previousAudit', 'previousAsOf', 'compared', 'comparable'],
      ...['before', 'now', 'change', 'movesKnown'],
      ...['appeared', 'joined', 'becameKnown', 'resolved', 'left', 'becameUnknown', 'altered'],
    ],
    ['mailbox-redirects', 'all', '', ...previous, true, false, 20, 17, -3, true, 5, 1, 0, 7, 2, 0, 3],
    ['mailbox-redirects', 'physicians', '', ...previous, true, false, 4, 4, 0, true, 5, 1, 0, 7, 2, 0, 0],
    ['mailbox-redirects', 'establishment', 'CHU', ...previous, true, false, 0, 2, 2, false, ...nothing],
    [
      'mailbox-redirects',
      'establishment-physicians',
      'CHU',
      ...previous,
      true,
      false,
      0,
      1,
      1,
      false,
      ...nothing,
    ],
    ['mfa-status', 'all', '', ...previous, false, '', '', '', '', '', ...nothing],
  ]);
});

test('where accounts are of other establishments, what compares of all does not of an establishment', () => {
  const differences: Trend['differences'] = [
    { kind: 'establishments', indicators: [], words: { fr: 'x', en: 'x' } },
  ];
  const indicators = trend.indicators.map((one) => ({ ...one, comparable: true }));
  const placed = { ...situation, trend: { ...trend, indicators, differences } };
  const compared = evolutionRows(placed).slice(1, 5);
  expect(compared.map((row) => [row[1], row[6]])).toEqual([
    ['all', true],
    ['physicians', true],
    ['establishment', false],
    ['establishment-physicians', false],
  ]);
});

test('where it was not known who is a physician, their figures are no numbers', () => {
  const previous = { ...trend.previous, categoriesKnown: false };
  const points = trend.points.map((one) => ({
    ...one,
    indicators: one.indicators.map((of) => ({ ...of, physicians: undefined })),
  }));
  const told = situationSchema.shape.trend.parse({ ...trend, previous, points });
  const unknown = { ...situation, trend: told };
  const compared = (of: typeof situation | typeof unknown) =>
    evolutionRows(of)
      .slice(1)
      .map((row) => [row[1], row[5], row[7]]);
  expect(compared(unknown)).toEqual([
    ['all', true, 20],
    ['physicians', false, ''],
    ['establishment', true, 0],
    ['establishment-physicians', false, ''],
    ['all', false, ''],
  ]);
  expect(compared({ ...situation, categoriesKnown: false })).toEqual(compared(unknown));
  expect(
    trendRows(unknown)
      .slice(1)
      .map((row) => row.at(-1)),
  ).toEqual(['', '']);
});

test('without an earlier audit nothing is compared', () => {
  const { trend: left, ...first } = situation;
  expect(left).toBe(trend);
  expect(trendRows(first)).toHaveLength(1);
  expect(
    evolutionRows(first)
      .slice(1)
      .map((row) => row.slice(0, 8)),
  ).toEqual([
    ['mailbox-redirects', 'all', '', '', '', false, '', ''],
    ['mfa-status', 'all', '', '', '', false, '', ''],
  ]);
});
