import { expect, test } from 'vitest';
import { tableMarkup } from './html/table.ts';
import { markdownBlocks } from './markdown/blocks.ts';
import { tablePages } from './pptx/table-pages.ts';
import { table } from './report/block.ts';
import type { Cell } from './report/cell.ts';
import {
  changeCell,
  code,
  counted,
  dayCell,
  moneyCell,
  named,
  notAssessable,
  nothing,
  ratioCell,
  unknown,
  words,
  yesOrNo,
} from './report/cells.ts';
import { createStyle } from './terminal/style.ts';
import { shortCell } from './terminal/short-cell.ts';
import { pieceRows } from './xlsx/block-sheet.ts';
import { byteBlocks } from './xlsx/byte-blocks.ts';
import { rowXml } from './xlsx/sheet.ts';
import { styleId, type StyleName } from './xlsx/styles.ts';

const CELLS: Readonly<Record<string, Cell>> = {
  number: counted(1817, 'en'),
  'lower bound': counted(1817, 'en', 'at-least'),
  approximate: counted(1817, 'en', 'approximate'),
  both: counted(1817, 'en', 'approximate-at-least'),
  share: ratioCell(0.439, '43.9%', 'exact', 'en'),
  'share at least': ratioCell(0.439, '43.9%', 'at-least', 'en'),
  money: moneyCell(12.5, { currency: 'CAD', bound: 'exact' }, 'en'),
  more: changeCell(3, 'en'),
  less: changeCell(-3, 'en'),
  same: changeCell(0, 'en'),
  day: dayCell('2020-10-27', 'en'),
  unknown: unknown('en'),
  'unknown in words': notAssessable('en'),
  nothing: nothing(),
  'no difference': changeCell(undefined, 'en'),
  text: named('=1+1'),
  'a text like an unknown': named('n. a.'),
  'a text like a change': named('+3'),
  words: yesOrNo(true, 'en'),
  'not told': yesOrNo(null, 'en'),
  code: code('AADSTS50034'),
};

const TABLE = table(
  'fact',
  ['Kind', 'Cell'],
  Object.entries(CELLS).map(([kind, cell]) => [words(kind), cell]),
);

/** The second cell of each row as it is written, without where it stands. */
async function secondCells(rows: readonly string[]): Promise<(string | undefined)[]> {
  const blocks: Uint8Array[] = [];
  for await (const block of byteBlocks(rows)) blocks.push(block);
  const written = Buffer.concat(blocks).toString('utf8').split('</row>').slice(0, -1);
  return written.map((row) => /<\/c>(<c.*)$/.exec(row)?.[1]?.replace(/ r="B\d+"/, ''));
}

test('a cell of each kind is laid out by what it is, in each format', async () => {
  const [markdown = ''] = markdownBlocks(TABLE);
  const inMarkdown = markdown.split('\n').slice(2);
  const inHtml = tableMarkup(TABLE, 'a', 'b').text.match(/<td.*?<\/td>/g) ?? [];
  const inWorkbook = await secondCells(
    pieceRows(TABLE, '')
      .slice(1, -1)
      .map((row) => rowXml(row)),
  );
  const onSlides = tablePages(TABLE, 'x', 'fr', { x: 0, y: 0, w: 12, h: 90 }).flatMap(({ rows }) => rows);
  const style = createStyle({ width: 80, drawings: true, colour: 0 });
  const laidOut = Object.entries(CELLS).map(([kind, cell], at) => [
    kind,
    inMarkdown[at]?.split(' | ')[1]?.replace(/ \|$/, ''),
    inHtml[at],
    inWorkbook[at],
    onSlides[at]?.[1],
    shortCell(cell, 'en', style).text,
  ]);
  const styled = (name: StyleName, value: number): string => `<c s="${styleId(name)}"><v>${value}</v></c>`;
  const written = (name: StyleName, text: string): string =>
    `<c s="${styleId(name)}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  const numeric = (value: string | number, text: string): string =>
    `<td class="n" data-value="${value}">${text}</td>`;
  const blank = (text: string): string => `<td class="n" data-blank="">${text}</td>`;
  const plain = (text: string): string => `<td class="n">${text}</td>`;
  const least = 'at least 1,817';
  expect(laidOut).toEqual([
    ['number', '1,817', numeric(1817, '1,817'), styled('count-exact', 1817), '1,817', '1,817'],
    ['lower bound', least, numeric(1817, least), styled('count-at-least', 1817), least, '≥\u00a01,817'],
    [
      ...['approximate', 'about 1,817', numeric(1817, 'about 1,817'), styled('count-approximate', 1817)],
      ...['about 1,817', '≈\u00a01,817'],
    ],
    [
      ...['both', 'at least about 1,817', numeric(1817, 'at least about 1,817')],
      ...[styled('count-approximate-at-least', 1817), 'at least about 1,817', '≥\u00a0≈\u00a01,817'],
    ],
    ['share', '43.9%', numeric(0.439, '43.9%'), styled('share-exact', 0.439), '43.9%', '43.9%'],
    [
      ...['share at least', 'at least 43.9%', numeric(0.439, 'at least 43.9%')],
      ...[styled('share-at-least', 0.439), 'at least 43.9%', '≥\u00a043.9%'],
    ],
    [
      ...['money', '12.50\u00a0CAD', numeric(12.5, '12.50\u00a0CAD'), styled('money-exact', 12.5)],
      ...['12.50\u00a0CAD', '12.50\u00a0CAD'],
    ],
    ['more', '\\+3', numeric(3, '+3'), styled('change', 3), '+3', '+3'],
    ['less', '\u22123', numeric(-3, '\u22123'), styled('change', -3), '\u22123', '\u22123'],
    ['same', '0', numeric(0, '0'), styled('count-exact', 0), '0', '0'],
    [
      ...['day', 'October 27, 2020', numeric('2020-10-27', 'October 27, 2020'), styled('day', 44131)],
      ...['October 27, 2020', 'October 27, 2020'],
    ],
    ['unknown', 'n. a.', blank('n. a.'), written('unknown', 'n. a.'), 'n. a.', 'n. a.'],
    [
      ...['unknown in words', 'Not assessable', blank('Not assessable')],
      ...[written('wrapped', 'Not assessable'), 'Not assessable', 'n. a.'],
    ],
    ['nothing', '—', blank('—'), written('unknown', '—'), '—', '—'],
    ['no difference', '—', blank('—'), written('unknown', '—'), '—', '—'],
    ['text', "'=1+1", plain('=1+1'), written('wrapped', '=1+1'), '=1+1', '=1+1'],
    [
      ...['a text like an unknown', 'n. a.', plain('n. a.'), written('wrapped', 'n. a.')],
      ...['n. a.', 'n. a.'],
    ],
    ['a text like a change', "'+3", plain('+3'), written('wrapped', '+3'), '+3', '+3'],
    ['words', 'yes', plain('yes'), written('wrapped', 'yes'), 'yes', 'yes'],
    ['not told', 'not known', blank('not known'), written('wrapped', 'not known'), 'not known', 'n. a.'],
    [
      ...['code', '`AADSTS50034`', plain('<code>AADSTS50034</code>'), written('wrapped', 'AADSTS50034')],
      ...['AADSTS50034', 'AADSTS50034'],
    ],
  ]);
});
