import { expect, test } from 'vitest';
import { byName, namedFirst } from './collation.ts';

test('establishments are in the order of a list in Québec, those without a name last', () => {
  const names = [
    '',
    'CIUSSS A',
    'Centre B',
    'CISSS de l’Outaouais',
    'CISSS des Îles',
    'CISSS de Laval',
    'CISSS d’Été',
  ];
  expect(names.toSorted(namedFirst)).toEqual([
    'Centre B',
    'CISSS d’Été',
    'CISSS de l’Outaouais',
    'CISSS de Laval',
    'CISSS des Îles',
    'CIUSSS A',
    '',
  ]);
});

test('names that it holds equal have one order all the same', () => {
  const same = ['e\u0301t\u00e9', '\u00e9t\u00e9', '\u00e9te\u0301'];
  expect(same.toSorted(byName)).toEqual(same.toReversed().toSorted(byName));
});
