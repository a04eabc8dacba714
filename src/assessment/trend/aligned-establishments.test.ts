import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Indicator, type Situation } from '../../situation/situation.ts';
import { withWritings, writingOf } from './aligned-establishments.ts';

const FILE = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);

function situationOf(...establishments: readonly [string, number][]): Situation {
  const sample = situationSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const byEstablishment = establishments.map(([id, count]) => ({ id, ...tally(count) }));
  return {
    ...sample,
    indicators: sample.indicators.slice(0, 1).map((indicator) => ({ ...indicator, byEstablishment })),
  };
}

function tally(count: number): Omit<Indicator['byEstablishment'][number], 'id'> {
  const one = { population: 10, examined: 9, count, undetermined: 1 };
  return { ...one, physicians: { population: 2, examined: 2, count: 1, undetermined: 0 } };
}

test('an establishment is written as the later audit writes it, accents aside', () => {
  const write = writingOf(situationOf(['CISSS de l’Outaouais', 1], ['Hôpital', 1], ['', 1]));
  expect(
    ["cisss de L'OUTAOUAIS ", 'CISSS de l’Outaouais', 'HÔPITAL', 'Hopital', 'Gone', ''].map(write),
  ).toEqual(['CISSS de l’Outaouais', 'CISSS de l’Outaouais', 'Hôpital', 'Hopital', 'Gone', '']);
});

test('writings that an older audit held apart stay apart where the later one does, and are added up where it does not', () => {
  const older = situationOf(['CHUM', 3], ['chum', 2], ['Nord', 1]);
  expect(['CHUM', 'chum', 'Chum'].map(writingOf(older))).toEqual(['CHUM', 'chum', 'CHUM']);
  const written = withWritings(older, writingOf(situationOf(['Chum', 5])));
  expect(written.indicators[0]?.byEstablishment).toEqual([
    {
      ...{ id: 'Chum', population: 20, examined: 18, count: 5, undetermined: 2 },
      physicians: { population: 4, examined: 4, count: 2, undetermined: 0 },
    },
    { id: 'Nord', ...tally(1) },
  ]);
});
