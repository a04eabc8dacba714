import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DateEvidence, evidenceOf, instantOf } from './written-date.ts';

test.each([
  ['2026-11-19', 'year-first', '2026-11-19 00:00:00'],
  ['2026-09-22T18:49:13.142503Z', 'year-first', '2026-09-22 18:49:13'],
  ['2026-09-22T18:49:13-04:00', 'year-first', '2026-09-22 22:49:13'],
  ['8/19/2021 1:25:31 PM', 'month-first', '2021-08-19 13:25:31'],
  ['8/19/2021 12:05:00 AM', 'month-first', '2021-08-19 00:05:00'],
  ['19/08/2021 13:25:31', 'day-first', '2021-08-19 13:25:31'],
  ['19/08/2021 13:25', 'day-first', '2021-08-19 13:25:00'],
  ['2021-08-19 13 h 25 min 31 s', 'year-first', '2021-08-19 13:25:31'],
  ['2021-08-19 13 h 25', 'year-first', '2021-08-19 13:25:00'],
  ['29.2.2024', 'day-first', '2024-02-29 00:00:00'],
  ['5/5/2026', 'same', '2026-05-05 00:00:00'],
  ['3/4/2026', 'either', null],
  ['30/02/2026', null, null],
  ['13/13/2026', null, null],
  ['2026-02-29', null, null],
  ['8/19/2021 13:25:31 PM', null, null],
  ['46345', null, null],
  ['hier', null, null],
] as const)('%s tells %s', (text, evidence, instant) => {
  expect(evidenceOf(text)).toBe(evidence);
  if (instant === null) return;
  const order = evidence === 'same' ? 'day-first' : evidence;
  expect(instantOf(text, order)).toBe(instant);
});

test('the year 1, which is how Microsoft writes never, is no day', () => {
  expect(instantOf('0001-01-01T00:00:00Z', 'year-first')).toBe(null);
});

test('one date decides for the whole file, two that contradict each other refuse it', () => {
  const orderOf = (...texts: string[]): unknown => {
    const evidence = new DateEvidence();
    for (const text of texts) evidence.add(evidenceOf(text));
    return evidence.order;
  };
  expect({
    oneDecides: orderOf('3/4/2026', '5/5/2026', '3/25/2026'),
    dayFirst: orderOf('3/4/2026', '25/3/2026'),
    noneDecides: orderOf('3/4/2026', '5/6/2026'),
    both: orderOf('25/3/2026', '3/25/2026'),
    same: orderOf('5/5/2026'),
    iso: orderOf('2026-03-04'),
    none: orderOf(),
  }).toEqual({
    ...{ oneDecides: 'month-first', dayFirst: 'day-first', noneDecides: 'ambiguous' },
    ...{ both: 'contradictory', same: 'day-first', iso: 'year-first', none: null },
  });
});

test('any day that exists is read back from each order that it is written in', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        expect([
          instantOf(`${day}/${month}/${year}`, 'day-first'),
          instantOf(`${month}/${day}/${year}`, 'month-first'),
          instantOf(iso, 'year-first'),
        ]).toEqual([`${iso} 00:00:00`, `${iso} 00:00:00`, `${iso} 00:00:00`]);
      },
    ),
  );
});

test('what is no date throws nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(typeof (evidenceOf(text) ?? '')).toBe('string');
    }),
  );
});
