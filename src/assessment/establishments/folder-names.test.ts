import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderNames } from './folder-names.ts';

test('a folder bears the name of its establishment, without accents', () => {
  expect([
    ...folderNames(['CISSS de Chaudière-Appalaches', 'CHU de Québec – Université Laval', 'Œuvre', '']),
  ]).toEqual([
    ['CISSS de Chaudière-Appalaches', 'cisss-de-chaudiere-appalaches'],
    ['CHU de Québec – Université Laval', 'chu-de-quebec-universite-laval'],
    ['Œuvre', 'oeuvre'],
    ['', 'sans-etablissement'],
  ]);
});

test('hostile ids make ordinary folders', () => {
  const ids = [
    '../x',
    'con',
    'LPT1',
    'é'.repeat(300),
    '🏥',
    `'; DROP TABLE x; --`,
    '/',
    'sans établissement',
    'A',
    'a',
  ];
  const names = [...folderNames(ids).values()];
  expect(names.map((name) => name.replace(/[0-9a-f]{12}$/, '#'))).toEqual([
    'x',
    'con-#',
    'lpt1-#',
    `${'e'.repeat(47)}-#`,
    'etablissement-#',
    'drop-table-x',
    'etablissement-#',
    'sans-etablissement-#',
    'a-#',
    'a-#',
  ]);
  expect(new Set(names).size).toBe(ids.length);
});

test('the folders of any ids are told apart, safe, and the same in any order', () => {
  const id = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'A', 'à', '-', ' ', '.', '/', '1', 'e'), maxLength: 5 }),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('', 'nul', 'sans-etablissement', 'etablissement', 'a-0123456789ab'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 12 }), (ids) => {
      const names = folderNames(ids);
      expect(new Set(names.values()).size).toBe(ids.length);
      for (const name of names.values()) {
        expect(name).toMatch(/^[a-z0-9](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(60);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/);
      }
      const reversed = folderNames([...ids].reverse());
      expect(ids.map((one) => reversed.get(one))).toEqual(ids.map((one) => names.get(one)));
    }),
  );
});
