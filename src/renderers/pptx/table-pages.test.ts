import { expect, test } from 'vitest';
import type { TableBlock } from '../report/block.ts';
import { words } from '../report/cells.ts';
import { widestWord } from './measure.ts';
import { tablePages } from './table-pages.ts';

const BOX = { x: 0, y: 0, w: 12, h: 5 };

test('a label is not broken within its words, however wide the numbers beside it', () => {
  const numbers = Array.from(
    { length: 4 },
    () => 'au moins 0 (13 ind.) · au moins 0,0 % des comptes examinés',
  );
  const label = 'Administrateurs sans authentification multifacteur';
  const heads = ['Indicateur', 'A', 'B', 'C', 'D'];
  const table: TableBlock = {
    kind: 'table',
    id: 'physicians',
    columns: heads.map((head, at) => ({ head, align: at === 0 ? 'left' : 'right' })),
    rows: [[label, ...numbers].map((text) => words(text))],
  };
  const [piece] = tablePages(table, 'x', 'fr', BOX);
  expect(piece?.widths[0]).toBeGreaterThan(widestWord(label, piece?.size ?? 0));
  expect(piece?.widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(BOX.w + 0.001);
});

test.each([
  [200, null],
  [201, '… et 1 autre, que montrent la page HTML, le classeur et situation.json'],
  [300_000, '… et 299 800 autres, que montrent la page HTML, le classeur et situation.json'],
])('of %i rows the first 200 are shown, and the number of the others is told', (count, told) => {
  const rows = Array.from({ length: count }, (_, at) => [words(`Role ${at}`), words('1')]);
  const columns: TableBlock['columns'] = [
    { head: 'Rôle', align: 'left' },
    { head: 'Comptes', align: 'right' },
  ];
  const table: TableBlock = { kind: 'table', id: 'administrators', columns, rows };
  const shown = tablePages(table, 'x', 'fr', BOX).flatMap((piece) => piece.rows.map(([first]) => first));
  expect(shown.slice(0, 200)).toEqual(rows.slice(0, 200).map(([first]) => first?.text));
  expect(shown.slice(200)).toEqual(told === null ? [] : [told]);
});
