import type { Cell } from '../report/cell.ts';
import { columnName } from './column-name.ts';
import { cellString, xmlText } from './cell-text.ts';
import { mark } from './compact-cells.ts';
import { truthCell } from './shared-texts.ts';
import { figureStyle, styleId, type StyleName, type TextStyle } from './styles.ts';

/** What a sheet of a spreadsheet holds, its head left out. */
export const MOST_ROWS = 1_048_575;

/** A text alone is words; null is an empty cell. */
export type SheetCell = Cell | string | boolean | null;

export interface SheetRow {
  readonly cells: readonly SheetCell[];
  /** Of its texts. */
  readonly style?: TextStyle;
  /** Its last cell takes the room of all columns that are left. */
  readonly across?: boolean;
  /** The sheet, by its name, that its first cell leads to. */
  readonly to?: string;
}

/** A cell that leads to a sheet. */
export interface SheetLink {
  readonly ref: string;
  readonly to: string;
}

/** A sheet before it has its name: what stands around the rows is known before them. */
export interface Sheet {
  readonly title: string;
  /** The name of its tab, where the title is longer than one. */
  readonly tab?: string | undefined;
  /** What it holds, for the table of contents. */
  readonly about: string;
  /** Rows of its table without the head; null where it is no single table. */
  readonly count: number | null;
  /** In characters, column by column. */
  readonly widths: readonly number[];
  /** The first row is the head of a table with so many columns: frozen, filtered, printed on every page. */
  readonly table: boolean;
  readonly merges: readonly string[];
  readonly links?: readonly SheetLink[];
  readonly colour: 'summary' | 'breakdown' | 'findings' | 'reference';
  /** The XML of the rows, in pieces. */
  rows(): Iterable<string> | AsyncIterable<string>;
}

const COLOURS: Readonly<Record<Sheet['colour'], string>> = {
  summary: 'FF1F3A5F',
  breakdown: 'FF2E7D87',
  findings: 'FFB4541A',
  reference: 'FF8A8F98',
};

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A sheet as `xl/worksheets/sheetN.xml`, in pieces; only the first sheet is selected. */
export async function* sheetXml(sheet: Sheet, isFirst: boolean): AsyncGenerator<string> {
  const { widths, table, merges, links = [] } = sheet;
  const pane = table
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
    : '';
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${NAMESPACE}"><sheetPr><tabColor rgb="${COLOURS[sheet.colour]}"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${table ? '' : ' showGridLines="0"'}${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`;
  yield* sheet.rows();
  const filter = filterRange(sheet);
  yield `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}${
    merges.length === 0
      ? ''
      : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  }${linksXml(links)}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddHeader>&amp;L${xmlText(sheet.title.slice(0, LONGEST_HEADER).replaceAll('&', '&&'))}</oddHeader><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}

function linksXml(links: readonly SheetLink[]): string {
  if (links.length === 0) return '';
  const items = links.map(({ ref, to }) => {
    const quoted = `'${to.replaceAll("'", "''")}'!A1`;
    return `<hyperlink ref="${ref}" location="${xmlText(quoted)}" display="${xmlText(to)}"/>`;
  });
  return `<hyperlinks>${items.join('')}</hyperlinks>`;
}

/** The cells that the filter of a table spans, its head included: "A1:F20". */
export function filterRange({ table, widths, count }: Sheet): string | null {
  return table && count !== null ? `A1:${columnName(widths.length)}${count + 1}` : null;
}

/** Characters; a spreadsheet takes no more than 255 with what stands around them. */
const LONGEST_HEADER = 100;

/** Points; two lines. */
const HEAD_HEIGHT = 32;

/** The head of a table as XML, high enough for two lines. */
export function headXml(heads: readonly string[]): string {
  return rowXml({ cells: heads, style: 'head' }, HEAD_HEIGHT);
}

/** A row in compact form; where it and its cells stand is written with its bytes. */
export function rowXml({ cells, style = 'plain', to }: SheetRow, height?: number): string {
  const custom = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
  return `${mark('row')}${custom}>${cells.map((cell, at) => cellXml(cell, at === 0 && to !== undefined ? 'link' : style)).join('')}${mark('rowEnd')}`;
}

function cellXml(cell: SheetCell, style: TextStyle): string {
  if (cell === null || cell === '') return mark('empty');
  if (typeof cell === 'boolean') return truthCell(cell);
  return typeof cell === 'string' ? textXml(cell, style) : kindXml(cell, style);
}

/** A cell of the report, by what it is. */
function kindXml(cell: Cell, style: TextStyle): string {
  switch (cell.kind) {
    case 'number':
    case 'share':
    case 'money':
      return numberXml(cell.value, figureStyle(cell));
    case 'change':
      // What did not change has no sign.
      return numberXml(cell.value, cell.value === 0 ? 'count-exact' : 'change');
    case 'date': {
      const serial = daySerial(cell.day);
      return serial === null ? textXml(cell.day, style) : numberXml(serial, 'day');
    }
    case 'nothing':
      return textXml(cell.text, 'unknown');
    case 'unknown':
      return textXml(cell.text, cell.form === 'mark' ? 'unknown' : style);
    case 'text':
    case 'words':
    case 'code':
      return cell.text === '' ? mark('empty') : textXml(cell.text, style);
  }
}

function numberXml(value: number, style: StyleName): string {
  return `${mark('cell')} s="${styleId(style)}"><v>${value}</v></c>`;
}

function textXml(text: string, style: TextStyle): string {
  return `${mark('cell')} s="${styleId(style)}" t="inlineStr"><is><t xml:space="preserve">${cellString(text)}</t></is></c>`;
}

const DAY_MS = 86_400_000;

/** The serial number of a day (YYYY-MM-DD); null before March 1900, when spreadsheets disagree, and for what is no day. */
function daySerial(isoDay: string): number | null {
  const serial = (Date.parse(isoDay) - Date.UTC(1899, 11, 30)) / DAY_MS;
  return Number.isInteger(serial) && serial >= 61 ? serial : null;
}
