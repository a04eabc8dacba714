import { styleId } from './styles.ts';

/**
 * Cells on their way from the database, where every byte costs memory: characters that no cell can hold, since XML
 * forbids them, stand for what surrounds a value.
 */
const MARKS = {
  empty: ['\u0001', '<c/>'],
  text: ['\u0002', '<c t="inlineStr"><is><t>'],
  keptText: ['\u0003', '<c t="inlineStr"><is><t xml:space="preserve">'],
  textEnd: ['\u0004', '</t></is></c>'],
  number: ['\u0005', '<c><v>'],
  day: ['\u0006', `<c s="${styleId('day')}"><v>`],
  numberEnd: ['\u0007', '</v></c>'],
  yes: ['\u000e', `<c s="${styleId('boolean')}" t="b"><v>1</v></c>`],
  no: ['\u000f', `<c s="${styleId('boolean')}" t="b"><v>0</v></c>`],
  row: ['\u0010', '<row>'],
  rowEnd: ['\u0011', '</row>'],
} as const;

type Mark = keyof typeof MARKS;

/** A mark as an SQL expression. */
export function markSql(mark: Mark): string {
  return `chr(${MARKS[mark][0].charCodeAt(0)})`;
}

const BYTES = Object.values(MARKS).reduce<Uint8Array[]>((byCode, [mark, xml]) => {
  byCode[mark.charCodeAt(0)] = new TextEncoder().encode(xml);
  return byCode;
}, []);

export const LONGEST_MARK = Math.max(...Object.values(MARKS).map(([, xml]) => xml.length));

/** What a byte of a text stands for, if it is a mark. */
export function markBytes(byte: number): Uint8Array | undefined {
  return byte < 0x20 ? BYTES[byte] : undefined;
}
