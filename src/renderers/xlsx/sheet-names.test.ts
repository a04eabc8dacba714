import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sheetNames } from './sheet-names.ts';

test('long titles are cut, refused characters are left out, titles that come again are numbered', () => {
  expect(
    sheetNames([
      'Comptes courriels non utilisés',
      'Comptes courriels non utilisés qui reçoivent des courriels',
      'Comptes courriels non utilisés qui servent',
      'COMPTES COURRIELS NON UTILISÉS',
      'a/b [c]: d?',
      "'d’ici'",
      'History',
      '',
      '*',
    ]),
  ).toEqual([
    'Comptes courriels…',
    'Comptes courrie… (2)',
    'Comptes courrie… (3)',
    'COMPTES COURRIE… (4)',
    'a b c d',
    'd’ici',
    'History (2)',
    '_',
    '_ (2)',
  ]);
});

test('whatever the titles, a workbook takes the names', () => {
  const title = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom('a', 'A', 'é', "'", ' ', '/', '😀', 'ß', '\ud800'), maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(title, { maxLength: 30 }), (titles) => {
      const names = sheetNames(titles);
      expect(names).toHaveLength(titles.length);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) {
        expect(name.length).toBeLessThanOrEqual(20);
        expect(name).toMatch(/^[^[\]:*?/\\\p{Cc}\p{Cs}]+$/u);
        expect(name).not.toMatch(/^'|'$|^history$/i);
      }
    }),
    { numRuns: 300 },
  );
});
