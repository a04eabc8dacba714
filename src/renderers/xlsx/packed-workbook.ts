import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { byteBlocks } from './byte-blocks.ts';
import { packageParts, type NamedSheet } from './package-parts.ts';
import type { SharedTexts } from './shared-texts.ts';
import { sheetXml } from './sheet.ts';
import { stylesXml } from './styles.ts';
import { zipStream, type ZipPart } from './zip-stream.ts';

/** Of a table that is packed quickly rather than small. */
const LONG_ROWS = 2000;

export interface Workbook {
  readonly title: string;
  readonly situation: Situation;
  readonly language: Language;
  /** Texts that its sheets write once. */
  readonly shared: SharedTexts;
}

/** Sheets as a workbook, in their order, row by row as it is read: its size costs no memory. */
export async function* packedWorkbook(
  sheets: readonly NamedSheet[],
  { title, situation, language, shared }: Workbook,
): AsyncGenerator<Uint8Array> {
  const parts: [string, () => AsyncIterable<string> | Iterable<string>][] = [
    ...packageParts(sheets, title, situation).map(([path, text]): [string, () => string[]] => [
      path,
      () => [text],
    ]),
    ['xl/styles.xml', () => [stylesXml(language, situation.licences?.currency)]],
    ...sheets.map(({ sheet }, index): [string, () => AsyncIterable<string>] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      () => sheetXml(sheet, index === 0),
    ]),
    // Last: its texts are known once the sheets are written.
    ['xl/sharedStrings.xml', () => [shared.xml()]],
  ];
  const long = new Set(
    sheets.flatMap(({ sheet }, index) =>
      (sheet.count ?? 0) > LONG_ROWS ? [`xl/worksheets/sheet${index + 1}.xml`] : [],
    ),
  );
  const archived = parts.map(([path, text]): ZipPart => ({
    path,
    isLong: long.has(path),
    content: () => byteBlocks(text()),
  }));
  yield* zipStream(archived, situation.collectedAt.slice(0, 10));
}
