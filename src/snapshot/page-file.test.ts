import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFile,
  link,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { contentWithDigest, textWithDigest } from '../evidence/digest.ts';
import { mayMount, onSmallDisk, WHERE_MOUNTED } from '../testing/small-disk.ts';
import { KnownError } from '../errors.ts';
import { PageFile } from './page-file.ts';
import { sealEmpty, sealPages } from './seal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-pages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cursorSchema = z.object({ bytes: z.number(), rows: z.number(), bookmark: z.string().nullable() });

async function cursor(name: string): Promise<z.infer<typeof cursorSchema>> {
  return cursorSchema.parse(contentWithDigest(await readFile(join(folder, `${name}.cursor.json`), 'utf8')));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
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
  expect(await cursor('accounts')).toEqual({ bytes: bytes.length, rows: 4, bookmark: null });
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

test('the cursor counts a page only once it is written, so that what lies beyond is a torn page', async () => {
  const file = await PageFile.create(folder, 'accounts');
  const first = await file.appendRows([{ accountId: 'a' }], 'next-1');
  const { bytes, bookmark } = await cursor('accounts');
  expect([bytes, bookmark]).toEqual([first.offset + first.length, 'next-1']);
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
    sealPages(db, 'mfa-registrations', file.path, parquet, { key: ['accountId'] }),
  );
  await file.close();
  expect(sealed).toEqual({ rows: 2, duplicates: 1 });
  expect((await stat(parquet)).mode & 0o777).toBe(0o600);
  const nothing = {
    isAdmin: null,
    isMfaRegistered: null,
    isMfaCapable: null,
    isPasswordlessCapable: null,
    methods: null,
  };
  expect(await rowsOf(parquet)).toEqual([
    { ...nothing, accountId: 'a', isAdmin: true, isMfaRegistered: true, isMfaCapable: false },
    { ...nothing, accountId: 'b' },
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

/** A file of three pages, closed, and its rows. */
async function threePages(): Promise<string> {
  const file = await PageFile.create(folder, 'accounts');
  await file.appendRows([{ accountId: 'a' }, { accountId: 'b' }], 1);
  await file.appendRows([{ accountId: 'c' }], 2);
  await file.appendRows([{ accountId: 'd' }], 3);
  await file.close();
  return file.path;
}

async function linesIn(file: PageFile): Promise<string[]> {
  const text = gunzipSync((await readFile(file.path)).subarray(0)).toString();
  return text.split('\n').slice(0, -1);
}

test('a file goes on after its last whole page, and a torn one is written over', async () => {
  const path = await threePages();
  await appendFile(path, Buffer.from([0x1f, 0x8b, 8, 0]));
  const file = await PageFile.resume(folder, 'accounts');
  expect([file.rows, file.bookmark]).toEqual([4, 3]);
  await file.appendRows([{ accountId: 'e' }], 4);
  await file.close();
  expect((await linesIn(file)).at(-1)).toBe('{"accountId":"e"}');
  const again = await PageFile.resume(folder, 'accounts');
  expect(again.rows).toBe(5);
  await again.close();
});

test.each([
  ['no cursor', (name: string) => rm(name)],
  ['an empty cursor', (name: string) => writeFile(name, '')],
  ['a cursor of another shape', (name: string) => writeFile(name, textWithDigest({ bytes: -1 }))],
  [
    'a cursor that was edited',
    async (name: string) =>
      writeFile(name, (await readFile(name, 'utf8')).replace('"bookmark":3', '"bookmark":9')),
  ],
  [
    'other pages of as many bytes and rows',
    async () => {
      const path = join(folder, 'accounts.ndjson.gz');
      const forged = gunzipSync(await readFile(path))
        .toString()
        .replace('"d"', '"x"');
      const members = gzipSync(forged, { level: 0 });
      await writeFile(path, members);
      await writeFile(
        join(folder, 'accounts.cursor.json'),
        textWithDigest({
          ...z
            .looseObject({})
            .parse(contentWithDigest(await readFile(join(folder, 'accounts.cursor.json'), 'utf8'))),
          bytes: members.length,
        }),
      );
    },
  ],
  ['no pages', () => rm(join(folder, 'accounts.ndjson.gz'))],
])('with %s a file begins anew', async (_, damage) => {
  await threePages();
  await damage(join(folder, 'accounts.cursor.json'));
  const file = await PageFile.resume(folder, 'accounts');
  expect([file.rows, file.bookmark]).toEqual([0, null]);
  await file.close();
});

test('after a loss of power a file goes on from the last page that is known to have reached the disk', async () => {
  const path = await threePages();
  const bytes = await readFile(path);
  const first = gzipSync('{"accountId":"a"}\n{"accountId":"b"}\n', { level: 1 });
  const synced = { bytes: first.length, rows: 2, sha256: sha256(first), bookmark: 1 };
  await writeFile(path, Buffer.concat([first, Buffer.alloc(bytes.length)]));
  const cursorFile = join(folder, 'accounts.cursor.json');
  const last = { bytes: bytes.length, rows: 4, sha256: sha256(bytes), bookmark: 3 };
  await writeFile(cursorFile, textWithDigest({ ...last, synced }));
  const file = await PageFile.resume(folder, 'accounts');
  expect([file.rows, file.bookmark]).toEqual([2, 1]);
  expect(await linesIn(file)).toEqual(['{"accountId":"a"}', '{"accountId":"b"}']);
  await file.close();
});

test('whatever becomes of its bytes, a file goes on with all its rows or from the start', async () => {
  const path = await threePages();
  const whole = await readFile(path);
  const cursorText = await readFile(join(folder, 'accounts.cursor.json'), 'utf8');
  const damage = fc.record({ keep: fc.nat(whole.length), flip: fc.nat(whole.length - 1), bit: fc.nat(8) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ keep, flip, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[flip] = (bytes[flip] ?? 0) ^ (bit === 8 ? 0 : 1 << bit);
      await writeFile(path, bytes.subarray(0, keep));
      await writeFile(join(folder, 'accounts.cursor.json'), cursorText);
      const file = await PageFile.resume(folder, 'accounts');
      await file.close();
      const lines = file.rows === 0 ? [] : await linesIn(file);
      const all = ['a', 'b', 'c', 'd'].map((accountId) => JSON.stringify({ accountId }));
      expect([0, 4]).toContain(file.rows);
      expect(lines).toEqual(file.rows === 0 ? [] : all);
    }),
    { numRuns: 150 },
  );
});

test('a link in the place of pages or of a cursor is taken away, and what it leads to stays as it is', async () => {
  const far = join(folder, 'far');
  await writeFile(far, 'theirs');
  for (const name of ['accounts.ndjson.gz', 'accounts.cursor.json.part'])
    await symlink(far, join(folder, name));
  const file = await PageFile.create(folder, 'accounts');
  await file.appendRows([{ accountId: 'a' }], 1);
  await file.close();
  expect([await readFile(far, 'utf8'), await linesIn(file)]).toEqual(['theirs', ['{"accountId":"a"}']]);
});

test.each([
  ['a link', (path: string) => rename(path, `${path}.far`).then(() => symlink(`${path}.far`, path)), /ELOOP/],
  ['one of several names of a file', (path: string) => link(path, `${path}.far`), /hard link/],
])('pages that are %s are not gone on with', async (_, replace, told) => {
  const path = await threePages();
  await replace(path);
  await expect(PageFile.resume(folder, 'accounts')).rejects.toMatchObject({
    kind: 'local',
    message: expect.stringMatching(told) as string,
  });
});

test('a file that was cleared holds nothing, now and when it goes on', async () => {
  await threePages();
  const file = await PageFile.resume(folder, 'accounts');
  await file.clear();
  await file.appendRows([{ accountId: 'z' }], 9);
  await file.close();
  const again = await PageFile.resume(folder, 'accounts');
  expect([again.rows, again.bookmark, await linesIn(again)]).toEqual([1, 9, ['{"accountId":"z"}']]);
  await again.close();
});

test.skipIf(!mayMount)(
  `no page follows one that the full disk did not take, whose rows its bookmark would count${WHERE_MOUNTED}`,
  async () => {
    await onSmallDisk(64, async (disk) => {
      const file = await PageFile.create(disk.folder, 'accounts');
      await file.appendRows([{ accountId: 'a' }], 'after a');
      const tooMuch = randomBytes(96 * 1_024).toString('base64');
      const pages = await Promise.allSettled([
        file.appendRows([{ accountId: tooMuch }], 'after b'),
        file.appendRows([{ accountId: 'c' }], 'after c'),
      ]);
      const told = pages.map((page) =>
        page.status === 'rejected' && page.reason instanceof KnownError ? page.reason.kind : page.status,
      );
      expect(told).toEqual(['local', 'local']);
      expect([file.rows, file.bookmark]).toEqual([1, 'after a']);
      await file.close().catch(() => undefined);
      disk.remount('size=1m');
      const again = await PageFile.resume(disk.folder, 'accounts');
      expect([again.rows, again.bookmark]).toEqual([1, 'after a']);
      await again.appendRows([{ accountId: 'b' }], 'after b');
      expect([again.rows, again.bookmark]).toEqual([2, 'after b']);
      await again.close();
    });
  },
);
