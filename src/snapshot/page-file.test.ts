import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { PageFile } from './page-file.ts';
import { sealEmpty, sealPages } from './seal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-pages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cursorSchema = z.object({ bytes: z.number(), rows: z.number(), next: z.string().nullable() });

async function cursor(name: string): Promise<z.infer<typeof cursorSchema>> {
  return cursorSchema.parse(JSON.parse(await readFile(join(folder, `${name}.cursor.json`), 'utf8')));
}

async function withDuckDb<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function rowsOf(parquet: string): Promise<unknown[]> {
  const select = `SELECT to_json(row)::VARCHAR AS "json" FROM (FROM read_parquet(${literal(parquet)}) ORDER BY ALL) row`;
  const rows = await withDuckDb((db) => db.rows(select, z.object({ json: z.string() })));
  return rows.map(({ json }): unknown => JSON.parse(json));
}

test('pages given at once are written one after the other, each a gzip member that can be read alone', async () => {
  const file = await PageFile.create(folder, 'accounts');
  const addresses = await Promise.all([
    file.appendRows([{ accountId: 'a' }, { accountId: 'é’b' }], 'next-1'),
    file.appendRows([], 'next-2'),
    file.append('c\nd\n', 2, null),
  ]);
  expect(await Promise.all(addresses.map((address) => file.read(address)))).toEqual([
    ['{"accountId":"a"}', '{"accountId":"é’b"}'],
    [],
    ['c', 'd'],
  ]);
  await file.close();
  const bytes = await readFile(file.path);
  expect(gunzipSync(bytes).toString()).toBe('{"accountId":"a"}\n{"accountId":"é’b"}\nc\nd\n');
  expect(await cursor('accounts')).toEqual({ bytes: bytes.length, rows: 4, next: null });
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

test('the cursor counts a page only once it is written, so that what lies beyond is a torn page', async () => {
  const file = await PageFile.create(folder, 'accounts');
  const first = await file.appendRows([{ accountId: 'a' }], 'next-1');
  const { bytes, next } = await cursor('accounts');
  expect([bytes, next]).toEqual([first.offset + first.length, 'next-1']);
  await file.close();
  const torn = await open(file.path, 'a');
  await torn.write(Buffer.from([0x1f, 0x8b, 8, 0]));
  await torn.close();
  expect((await readFile(file.path)).length).toBe(bytes + 4);
  expect(gunzipSync((await readFile(file.path)).subarray(0, bytes)).toString()).toBe('{"accountId":"a"}\n');
});

test('sealing keeps one row of each key, leaves the file private, and takes missing fields as null', async () => {
  const file = await PageFile.create(folder, 'mfa-registrations');
  await file.appendRows([{ accountId: 'a', isAdmin: true, isMfaRegistered: true, isMfaCapable: false }], 'n');
  await file.appendRows(
    [{ accountId: 'a', isAdmin: true, isMfaRegistered: true, isMfaCapable: false }, { accountId: 'b' }],
    null,
  );
  const parquet = join(folder, 'mfa.parquet');
  const sealed = await withDuckDb((db) =>
    sealPages(db, 'mfa-registrations', file.path, parquet, 'accountId'),
  );
  await file.close();
  expect(sealed).toEqual({ rows: 2, duplicates: 1 });
  expect((await stat(parquet)).mode & 0o777).toBe(0o600);
  expect(await rowsOf(parquet)).toEqual([
    { accountId: 'a', isAdmin: true, isMfaRegistered: true, isMfaCapable: false },
    { accountId: 'b', isAdmin: null, isMfaRegistered: null, isMfaCapable: null },
  ]);
});

test('a source that held nothing has a table all the same', async () => {
  const parquet = join(folder, 'empty.parquet');
  await withDuckDb((db) => sealEmpty(db, 'inbox-rules', parquet));
  expect(await rowsOf(parquet)).toEqual([]);
});

test('a folder that is not one is told with the next step', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(PageFile.create(join(folder, 'file'), 'accounts')).rejects.toMatchObject({
    kind: 'local',
    nextSteps: ['Free space or change the rights there, or choose another folder with --out DIR.'],
  });
});
