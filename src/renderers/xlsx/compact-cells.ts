import { styleId } from './styles.ts';

/**
 * Cells on their way from the database, where every byte costs memory: characters that no cell can hold, since XML
 * forbids them, stand for what surrounds a value. Where a cell stands is written as the bytes are made: its column is its place in
 * its row, and its row the row's place in the sheet.
 */
const MARKS = {
  empty: ['\u0001', 'skip', ''],
  text: ['\u0002', 'cell', ' t="inlineStr"><is><t>'],
  keptText: ['\u0003', 'cell', ' t="inlineStr"><is><t xml:space="preserve">'],
  textEnd: ['\u0004', 'plain', '</t></is></c>'],
  number: ['\u0005', 'cell', '><v>'],
  day: ['\u0006', 'cell', ` s="${styleId('day')}"><v>`],
  numberEnd: ['\u0007', 'plain', '</v></c>'],
  /** A text of the workbook's list, by its place there. */
  shared: ['\u000e', 'cell', ' t="s"><v>'],
  /** A cell whose attributes and end are written out. */
  cell: ['\u000f', 'cell', ''],
  /** Its attributes and `>` are written out. */
  row: ['\u0010', 'row', ''],
  rowEnd: ['\u0011', 'plain', '</row>'],
} as const;

type Mark = keyof typeof MARKS;
export type MarkKind = (typeof MARKS)[Mark][1];

/** A mark as it stands in a text. */
export function mark(name: Mark): string {
  return MARKS[name][0];
}

/** A mark as an SQL expression. */
export function markSql(name: Mark): string {
  return `chr(${MARKS[name][0].charCodeAt(0)})`;
}

interface Written {
  readonly kind: MarkKind;
  readonly bytes: Uint8Array;
}

const WRITTEN = Object.values(MARKS).reduce<Written[]>((byCode, [character, kind, xml]) => {
  byCode[character.charCodeAt(0)] = { kind, bytes: new TextEncoder().encode(xml) };
  return byCode;
}, []);

/** What one mark becomes at most, in bytes: with `<c r="XFD1048576"` before it. */
export const LONGEST_MARK = Math.max(...Object.values(MARKS).map(([, , xml]) => xml.length)) + 24;

/** What a byte of a text stands for, if it is a mark. */
export function markOf(byte: number): Written | undefined {
  return WRITTEN[byte];
}
