import { joined } from '../../i18n/text.ts';
import type { Block, TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { numberedActs } from '../report/decisions.ts';
import type { Section } from '../report/section.ts';
import { columnName } from './column-name.ts';
import { rowXml, type Sheet, type SheetCell, type SheetRow } from './sheet.ts';

const NARROWEST = 11;
const WIDEST = 64;
/** Texts beside no table. */
const TEXT_WIDTH = 100;
/** The arrow of the filter. */
const ARROW = 3;
const LINE_POINTS = 15;
/** A row is at most 409 points high. */
const MOST_LINES = 27;

type Heading = Pick<Sheet, 'title' | 'tab' | 'about' | 'colour'>;

/** What a sheet is laid out of: the blocks of a part, and the titles of the parts beneath it. */
type Piece = Block | { readonly kind: 'heading'; readonly text: string };

/** A part of the report, its own title left out, from top to bottom. */
export function piecesOf({ blocks, sections }: Pick<Section, 'blocks' | 'sections'>): Piece[] {
  return [
    ...blocks,
    ...sections.flatMap((one): Piece[] => [{ kind: 'heading', text: one.title }, ...piecesOf(one)]),
  ];
}

/**
 * Pieces of the report as a sheet. Where they are one table with texts, the table comes first, with a frozen head and a
 * filter, and the texts below it; otherwise all is laid out in its order. A chart is left out: its values stand in a
 * table or a text beside it.
 */
export function blockSheet(heading: Heading, pieces: readonly Piece[], undetermined: string): Sheet {
  const tables = pieces.filter((piece) => piece.kind === 'table');
  const [only, ...others] = tables;
  if (only === undefined || others.length > 0 || only.rows.length === 0) {
    return laidOut(heading, pieces, undetermined);
  }
  const table = withUndetermined(only, undetermined);
  const texts = pieces.filter((piece) => piece !== only).flatMap((piece) => pieceRows(piece, undetermined));
  const rows = [...tableRows(table), ...(texts.length === 0 ? [] : [BLANK, ...texts])];
  const widths = widthsOf([table], ARROW);
  return { ...sheetOf(heading, rows, widths), table: true, count: table.rows.length };
}

/** A sheet of rows one below the other, without a filter; columns beyond the widths given are narrow. */
export function sheetOf(heading: Heading, rows: readonly SheetRow[], given: readonly number[]): Sheet {
  const columns = Math.max(given.length, ...rows.map(({ cells }) => cells.length));
  const widths = [...given, ...Array.from({ length: columns - given.length }, () => NARROWEST)];
  const last = columnName(widths.length);
  const merges = rows.flatMap(({ cells, across }, index) =>
    across === true && cells.length < widths.length
      ? [`${columnName(cells.length)}${index + 1}:${last}${index + 1}`]
      : [],
  );
  const links = rows.flatMap(({ to }, index) => (to === undefined ? [] : [{ ref: `A${index + 1}`, to }]));
  return {
    ...heading,
    count: null,
    widths,
    table: false,
    merges,
    links,
    rows: () => rows.map((row) => rowXml(row, heightOf(row, widths))),
  };
}

function laidOut(heading: Heading, pieces: readonly Piece[], undetermined: string): Sheet {
  const tables = pieces.filter((piece) => piece.kind === 'table');
  const widths = widthsOf(
    tables.map((table) => withUndetermined(table, undetermined)),
    0,
  );
  const rows = pieces.flatMap((piece) => pieceRows(piece, undetermined));
  const isText = tables.length === 0;
  return sheetOf(heading, rows, isText ? [TEXT_WIDTH] : widened(widths));
}

/** Wide enough for the texts that run across. */
function widened(widths: readonly number[]): number[] {
  const [first = NARROWEST, ...others] = widths;
  const total = widths.reduce((sum, width) => sum + width, 0);
  return total >= TEXT_WIDTH || widths.length > 2 ? [...widths] : [first + TEXT_WIDTH - total, ...others];
}

const BLANK: SheetRow = { cells: [] };

/** The rows of a block, or of a title; a table comes with its head, and a blank row behind it. */
export function pieceRows(block: Piece, undetermined: string): SheetRow[] {
  switch (block.kind) {
    case 'heading':
      return [BLANK, { cells: [block.text], style: 'heading' }];
    case 'paragraph':
      return block.sentences.map(({ text }) => ({ cells: [joined(text)], style: 'wrapped', across: true }));
    case 'strong':
      return [{ cells: [block.text], style: 'strong', across: true }];
    case 'list':
      return block.items.map(({ text }) => ({
        cells: [`• ${joined(text)}`],
        style: 'wrapped',
        across: true,
      }));
    case 'table':
      return [...tableRows(withUndetermined(numberedIfDecided(block), undetermined)), BLANK];
    case 'code':
      return [
        { cells: [block.caption], style: 'wrapped', across: true },
        { cells: [block.text], style: 'code', across: true },
      ];
    case 'chart':
    case 'figures':
      return [];
  }
}

/** Of the decisions, each has its number. */
function numberedIfDecided(block: TableBlock): TableBlock {
  return block.id === 'decisions' ? numberedActs(block) : block;
}

interface PlainTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

function tableRows({ heads, rows }: PlainTable): SheetRow[] {
  return [{ cells: heads, style: 'head' }, ...rows.map((cells): SheetRow => ({ cells, style: 'wrapped' }))];
}

/** A number cell cannot show its undetermined accounts, nor its share: they have columns of their own behind it. */
function withUndetermined({ columns, rows }: TableBlock, undetermined: string): PlainTable {
  const behind = columns.map(({ head }, index) => {
    const cells = rows.map((row) => row[index]);
    // Of so few columns as a share asks for, one more of undetermined accounts would hide the others.
    if (cells.some((cell) => shareOf(cell) !== null)) return [{ head: `${head} (%)`, of: shareOf }];
    return cells.some((cell) => undeterminedOf(cell) !== null)
      ? [{ head: undetermined, of: undeterminedOf }]
      : [];
  });
  return {
    heads: columns.flatMap(({ head }, index) => [head, ...(behind[index] ?? []).map((one) => one.head)]),
    rows: rows.map((row) =>
      row.flatMap((cell, index): SheetCell[] => [cell, ...(behind[index] ?? []).map(({ of }) => of(cell))]),
    ),
  };
}

function shareOf(cell: Cell | undefined): Cell | null {
  return cell?.kind === 'number' ? (cell.share ?? null) : null;
}

function undeterminedOf(cell: Cell | undefined): Cell | null {
  if (cell?.kind !== 'number' || cell.undetermined === undefined) return null;
  const digits = String(cell.undetermined);
  return { kind: 'number', text: digits, digits, mark: '', value: cell.undetermined, bound: 'exact' };
}

/**
 * The widest cell of each column, within limits; of several tables, of their columns in the same place. A head may break
 * between its words, and has `room` beside it.
 */
function widthsOf(tables: readonly PlainTable[], room: number): number[] {
  const widths: number[] = [];
  for (const { heads, rows } of tables) {
    for (const [index, head] of heads.entries()) {
      const cells = rows.map((row) => textOf(row[index] ?? null).length + 2);
      const words = head.split(' ').map((word) => word.length + room + 1);
      const needed = Math.max(NARROWEST, head.length / 2 + room, ...words, ...cells);
      widths[index] = Math.ceil(Math.min(WIDEST, Math.max(widths[index] ?? 0, needed)));
    }
  }
  return widths;
}

function textOf(cell: SheetCell): string {
  if (typeof cell === 'string') return cell;
  return cell === null || typeof cell === 'boolean' ? '' : cell.text;
}

/** Points that a row needs for its longest cell; left to the spreadsheet where one line will do. */
function heightOf(
  { cells, style = 'plain', across }: SheetRow,
  widths: readonly number[],
): number | undefined {
  if (style === 'plain' || style === 'title' || style === 'heading' || style === 'link') return undefined;
  const lines = cells.map((cell, index) => {
    const room =
      across === true && index === cells.length - 1 ? widths.slice(index) : widths.slice(index, index + 1);
    return linesOf(
      textOf(cell),
      room.reduce((sum, width) => sum + width, 0),
    );
  });
  // A head is as high in every table.
  const most = Math.max(style === 'head' ? 2 : 1, ...lines);
  return most === 1 ? undefined : LINE_POINTS * Math.min(MOST_LINES, most);
}

/** How many lines a text takes: its words are not broken where they fit in one. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => {
    let lines = 1;
    let used = 0;
    for (const { length } of line.split(' ')) {
      if (used > 0 && used + 1 + length > width) {
        lines += 1;
        used = 0;
      }
      lines += Math.max(0, Math.ceil(length / width) - 1);
      used += (used === 0 ? 0 : 1) + Math.min(length, width);
    }
    return sum + lines;
  }, 0);
}
