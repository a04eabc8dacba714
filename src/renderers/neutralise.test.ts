import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { defineCellMacros } from './findings/cell-macros.ts';
import { neutralise } from './neutralise.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-neutralise-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await defineCellMacros(db);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

test.each([
  ['Tremblay', 'Tremblay'],
  ['Jean-Luc O’Neil', 'Jean-Luc O’Neil'],
  ['prenom.nom.med@exemple.example', 'prenom.nom.med@exemple.example'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['  \u00a0\u200b=1', "'  \u00a0\u200b=1"],
  ['\n=1', "'\n'=1"],
  ['\tx', "'\tx"],
  ['a;=1', "a;'=1"],
  ['a, "-1', 'a, "\'-1'],
  ['a; b@x.example', 'a; b@x.example'],
  ['a\r\n=1', "a\r\n'=1"],
  ['', ''],
])('%j is written %j', (text, expected) => {
  expect(neutralise(text)).toBe(expected);
});

const pieces = fc.constantFrom(
  ...Array.from('=+-@＝＋－＠﹢﹣﹦﹫,; \t\r\n"\'\u00a0\u200b\ufeff\u3000\u00ad\u{e0020}\u034faé😀\0\\'),
);
const text = fc.oneof(fc.string({ unit: pieces, maxLength: 12 }), fc.string({ unit: 'binary' }));

test('the database neutralises exactly as JavaScript does', async () => {
  const row = z.object({ safe: z.string() });
  await fc.assert(
    fc.asyncProperty(text, async (one) => {
      // The client takes a leading U+FEFF for a byte order mark and drops it.
      const { safe } = await db.row(`SELECT '>' || safe_text($one) AS safe`, row, { one });
      expect(safe).toBe(`>${neutralise(one)}`);
    }),
    { numRuns: 500 },
  );
});

/** Blanks, controls and what Unicode says to ignore in display, as widely as a spreadsheet may skip them. */
const RUNS = /^[\s\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}"]*[=+\-@＝＋－＠﹢﹣﹦﹫]/u;

/** What cells may become: split on any separator, with or without regard to quotes. */
function readings(csv: string): string[] {
  const withQuotes = csv.match(/(?:"(?:[^"]|"")*(?:"|$)|[^",;\t\r\n])+/g) ?? [];
  return [...withQuotes, ...csv.split(/[,;\t\r\n]/)];
}

test.each([',', ';'])('no text becomes a formula in a CSV split on %j, however it is read', (separator) => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      const cells = [neutralise(first), neutralise(second)];
      const csv = stringify([cells], { delimiter: separator, quoted_match: /[,;"\r\n\t]/ });
      expect(parse(csv, { delimiter: separator })).toEqual([cells]);
      for (const cell of [...cells, ...readings(csv)]) expect(cell).not.toMatch(RUNS);
    }),
    { numRuns: 2000 },
  );
});

test('neutralising only ever adds apostrophes, and none to what is neutral', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(neutralise(one).replaceAll("'", '')).toBe(one.replaceAll("'", ''));
      expect(neutralise(neutralise(one))).toBe(neutralise(one));
    }),
  );
});
