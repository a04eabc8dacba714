import { expect, test } from 'vitest';
import { alignedTable } from './aligned-table.ts';
import { createStyle } from './style.ts';

const NAMES = { head: 'Indicateur', cells: ['Redirections automatiques', 'Comptes courriels non utilisés'] };
const COLUMNS = [
  { head: 'Nombre', cells: [{ text: '1\u00a0817' }, { text: '134\u00a0115' }], rank: 0 },
  { head: 'Part', cells: [{ text: '0,6\u00a0%' }, { text: '43,9\u00a0%' }], rank: 2 },
  { head: 'Écart', cells: [{ text: '−17' }, { text: '+1\u00a0203' }], rank: 1 },
];

function lines(width: number | null): string[] {
  const style = createStyle({ width, drawings: width !== null, colour: 0 });
  return alignedTable(NAMES, COLUMNS, style).map((line) => line.replaceAll('\u00a0', ' '));
}

test('numbers are aligned right, each column as wide as it needs', () => {
  expect(lines(80)).toEqual([
    '  Indicateur                       Nombre    Part   Écart',
    '  ───────────────────────────────────────────────────────',
    '  Redirections automatiques         1 817   0,6 %     −17',
    '  Comptes courriels non utilisés  134 115  43,9 %  +1 203',
  ]);
});

test('what matters less is left out where the names could not be read, and names go over several lines', () => {
  expect(lines(46)).toEqual([
    '  Indicateur                    Nombre   Écart',
    '  ────────────────────────────────────────────',
    '  Redirections automatiques      1 817     −17',
    '  Comptes courriels non        134 115  +1 203',
    '  utilisés',
  ]);
});

test('in a log, names are whole and lines are ASCII', () => {
  expect(lines(null).slice(1)).toEqual([
    '  -------------------------------------------------------',
    '  Redirections automatiques         1 817   0,6 %     −17',
    '  Comptes courriels non utilisés  134 115  43,9 %  +1 203',
  ]);
});

test('a number that a narrow terminal has no room for is cut, and seen to be', () => {
  const style = createStyle({ width: 20, drawings: true, colour: 0 });
  const cells = [{ text: '9007199254740991' }];
  expect(alignedTable({ head: 'Nom', cells: ['Tous'] }, [{ head: 'Nombre', cells, rank: 0 }], style)).toEqual(
    ['  Nom     Nombre', '  ──────────────', '  Tous  9007199…'],
  );
});
