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

test('the database neutralises exactly as JavaScript does', async () => {
  const pieces = fc.constantFrom(
    ...Array.from('=+-@＝＋－＠,; \t\r\n"\'\u00a0\u200b\ufeff\u3000\u00adaé😀\0\\'),
  );
  const text = fc.oneof(fc.string({ unit: pieces, maxLength: 12 }), fc.string({ unit: 'binary' }));
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
