import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Column } from '../../situation/check-words.ts';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { accountRows } from './account-rows.ts';
import { byteBlocks } from './byte-blocks.ts';
import { defineRowMacros } from './row-macros.ts';
import { SharedTexts } from './shared-texts.ts';
import { rowXml } from './sheet.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-rows-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await defineRowMacros(db);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const COLUMNS = ['a', 'b', 'end'].map((name): Column => ({
  name,
  kind: 'text',
  label: { fr: name, en: name },
}));

const PIECES = fc.constantFrom(
  ...Array.from('<>&"\'= \t\n\r\u0000\u0001\u0002\u0007\u000b\u001f\ufffe\uffff\u00a0é中😀'),
  ...[']]>', '_x0041_', '_x005F_', '_x', '&amp;', '<v>', '=1+1', '-2', '@x', '0012'],
);
const TEXT = fc.oneof(
  fc.array(PIECES, { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'binary' }),
);

test('whatever the tenant says, every cell reads back as it was', async () => {
  const path = literal(join(folder, 'hostile.parquet'));
  const cell = fc.oneof(TEXT, fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      await db.run(
        `COPY (SELECT r->>0 AS a, r->>1 AS b, 'end' AS "end" FROM (SELECT unnest(CAST(json($rows) AS JSON[])) AS r)) TO ${path} (FORMAT parquet)`,
        { rows: JSON.stringify(rows) },
      );
      expect(await cellsOf(path)).toEqual(rows.map(([a, b]) => [a ?? '', b ?? '', 'end']));
    }),
    { numRuns: 30, examples: [[[['_x0012\ufffe', 'x_x0012\r']]]] },
  );
});

test('a text longer than a cell is cut, with a mark, never within a character', async () => {
  const path = literal(join(folder, 'long.parquet'));
  await db.run(
    `COPY (SELECT unnest([repeat('é', 32767), repeat('é', 32768), repeat('😀', 40000)]) AS a, 'b' AS b, 'end' AS "end") TO ${path} (FORMAT parquet)`,
  );
  const texts = (await cellsOf(path)).map(([a = '']) => a);
  expect(texts.map((text) => [text.length, text.at(-1), Array.from(text).at(-2)])).toEqual([
    [32_767, 'é', 'é'],
    [32_767, '…', 'é'],
    [32_767, '…', '😀'],
  ]);
});

test('rows and cells say where they stand; cells without a value are left out', async () => {
  const rows = [
    rowXml({ cells: ['a', null, true] }),
    rowXml({ cells: [] }),
    rowXml({ cells: [...Array.from({ length: 27 }, () => null), false] }, 30),
  ];
  expect((await written(rows)).replace(/<is>.*?<\/is>/g, '…')).toBe(
    `<row r="1"><c r="A1" s="0" t="inlineStr">…</c><c r="C1" t="s"><v>0</v></c></row><row r="2"></row>` +
      `<row r="3" ht="30" customHeight="1"><c r="AB3" t="s"><v>1</v></c></row>`,
  );
});

test('the cells that JavaScript writes read back as those of the database', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(TEXT, { minLength: 1 }), async (texts) => {
      expect(parsed(await written([rowXml({ cells: [...texts, 'end'] })]))).toEqual([[...texts, 'end']]);
    }),
    { numRuns: 200, examples: [[['_x0012\ufffe', '_x0012_', 'x_x0012\r']]] },
  );
});

/** The rows of a table as a reader of workbooks has them. */
async function cellsOf(path: string): Promise<string[][]> {
  const scan = `FROM read_parquet(${path})`;
  async function* pieces(): AsyncGenerator<string> {
    const table = { scan, columns: COLUMNS, dictionaries: new Map() };
    for await (const rows of accountRows(db, table, new SharedTexts('fr'))) yield rows.join('');
  }
  return parsed(await written(pieces()));
}

async function written(pieces: AsyncIterable<string> | Iterable<string>): Promise<string> {
  const blocks: Uint8Array[] = [];
  for await (const block of byteBlocks(pieces)) blocks.push(block);
  return Buffer.concat(blocks).toString();
}

const sheetSchema = z.object({
  sheetData: z.array(
    z.object({
      row: z.array(
        z.object({
          c: z.array(
            z.object({
              '@r': z.string(),
              is: z.array(z.object({ t: z.array(z.object({ '#text': z.string() })) })),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** The texts of rows that have one in their last column. */
function parsed(rows: string): string[][] {
  const parser = new XMLParser({
    isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    alwaysCreateTextNode: true,
  });
  const { sheetData } = sheetSchema.parse(parser.parse(`<sheetData>${rows}</sheetData>`));
  return sheetData.flatMap(({ row }) =>
    row.map(({ c }) => {
      const texts: (string | undefined)[] = [];
      for (const { '@r': place, is } of c) {
        const [text] = is.flatMap(({ t }) => t.map((one) => one['#text']));
        texts[columnNumber(place)] = unescaped(text ?? '');
      }
      return Array.from(texts, (text) => text ?? '');
    }),
  );
}

/** Counted from 0. */
function columnNumber(place: string): number {
  const letters = place.replace(/\d+/, '');
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
