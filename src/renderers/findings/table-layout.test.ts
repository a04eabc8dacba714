import { expect, test } from 'vitest';
import { layOut } from './table-layout.ts';

const COLUMNS = [
  { name: 'verdict', natural: 13 },
  { name: 'check', natural: 18 },
  { name: 'userPrincipalName', natural: 40 },
  { name: 'accountId', natural: 36 },
  { name: 'daysInactive', natural: 4 },
];

test('without a width every column is as wide as its cells', () => {
  expect([...layOut(COLUMNS, undefined)]).toEqual(COLUMNS.map(({ name, natural }) => [name, natural]));
});

test('what does not fit is left out by its worth, then the widest are cut', () => {
  expect([...layOut(COLUMNS, 200)]).toEqual(COLUMNS.map(({ name, natural }) => [name, natural]));
  expect([...layOut(COLUMNS, 60)]).toEqual([
    ['verdict', 13],
    ['userPrincipalName', 18],
    ['accountId', 18],
    ['daysInactive', 4],
  ]);
  expect([...layOut(COLUMNS, 40)]).toEqual([
    ['verdict', 13],
    ['userPrincipalName', 19],
    ['daysInactive', 4],
  ]);
});
