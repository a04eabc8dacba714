import { copyFile, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { temporaryFolder, tinySnapshot, type TinySnapshot } from '../testing/tiny-snapshot.ts';
import { createSnapshotViews, openSnapshot } from './open.ts';

async function refusal(open: Promise<unknown>, folder: string): Promise<string> {
  const error: unknown = await open.catch((reason: unknown) => reason);
  const { kind, message } = z.object({ kind: z.string(), message: z.string() }).parse(error);
  return `${kind}: ${message.replaceAll(folder, '')}`;
}

async function viewsOf(auditFolder: string): Promise<number> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    await createSnapshotViews(db, await openSnapshot(auditFolder));
    const { n } = await db.row(
      `SELECT count(*)::INTEGER AS n FROM accounts, (SELECT count(rules) FROM "inbox-rules")`,
      z.object({ n: z.number() }),
    );
    return n;
  } finally {
    await db.close();
  }
}

test('a snapshot that is missing, half written, damaged or of another version is told apart', async () => {
  const empty = await temporaryFolder();
  expect(await refusal(openSnapshot(empty), empty)).toBe(
    'local: No snapshot here: /snapshot/manifest.json is missing.',
  );
  const half = await temporaryFolder();
  await mkdir(join(half, 'snapshot', '.collecting'), { recursive: true });
  expect(await refusal(openSnapshot(half), half)).toBe(
    'local: The snapshot is half written: /snapshot/manifest.json is missing.',
  );
  const audit = await tinySnapshot({ tables: { accounts: [] } });
  const write = (text: string): Promise<void> => writeFile(join(audit, 'snapshot', 'manifest.json'), text);
  await write('{"schema": ');
  expect(await refusal(openSnapshot(audit), audit)).toMatch(
    /^local: The snapshot is damaged: \/snapshot\/manifest\.json is not JSON/,
  );
  await write('{"schema": "vigie/snapshot/2"}');
  expect(await refusal(openSnapshot(audit), audit)).toBe(
    'local: The snapshot is of another version: /snapshot/manifest.json says "vigie/snapshot/2", this program reads "vigie/snapshot/1".',
  );
  await write('{"schema": "vigie/snapshot/1"}');
  expect(await refusal(openSnapshot(audit), audit)).toMatch(
    /^local: The snapshot is damaged: \/snapshot\/manifest\.json: vigie: /,
  );
});

test('a source without a file is an empty table; one that was read must have its file, whole', async () => {
  const tables = { accounts: [{ accountId: 'a' }, { accountId: 'b' }] };
  const audit = await tinySnapshot({ tables });
  expect(await viewsOf(audit)).toBe(2);
  const file = join(audit, 'snapshot', 'accounts.parquet');
  await rm(file);
  expect(await refusal(viewsOf(audit), audit)).toBe(
    'local: The snapshot is damaged: /snapshot/accounts.parquet: the file is missing though its source was read.',
  );
  await writeFile(file, 'PAR1 nothing');
  expect(await refusal(viewsOf(audit), audit)).toMatch(
    /^local: The snapshot is damaged: \/snapshot\/accounts\.parquet: it is not a Parquet file that can be read/,
  );
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  await db.run(`COPY (SELECT 'a' AS accountId) TO ${literal(file)} (FORMAT parquet)`);
  await db.close();
  expect(await refusal(viewsOf(audit), audit)).toMatch(
    /^local: The snapshot is damaged: \/snapshot\/accounts\.parquet: it has no column userPrincipalName, mail, /,
  );
});

test('a path with quotes and wildcards is only a path', async () => {
  const audit = await tinySnapshot({ tables: { accounts: [{ accountId: 'a' }] } });
  const odd = join(await temporaryFolder(), "l'audit [1] *?{a,b}");
  await rename(audit, odd);
  expect(await viewsOf(odd)).toBe(1);
});

const RULES = [
  { accountId: 'a', outcome: 'none' },
  { accountId: 'b', outcome: 'denied' },
];
const WHOLE: TinySnapshot = {
  tables: {
    accounts: [
      { accountId: 'a', createdAt: '2020-01-01T00:00:00Z' },
      { accountId: 'b', createdAt: '0001-01-01T00:00:00Z' },
    ],
    'inbox-rules': RULES,
    'mail-activity': [{ userPrincipalName: 'a@x.ca', refreshedOn: '2020-10-27', sendCount: 0 }],
  },
  sources: { 'inbox-rules': { outcome: 'partial', reason: 'denied', read: 1 } },
};

async function opened(audit: string): Promise<string> {
  const db = await openDuckDb({ temporaryFolder: join(audit, '.tmp'), memoryLimitMb: 100, threads: 1 });
  try {
    return await refusal(createSnapshotViews(db, await openSnapshot(audit)), audit);
  } finally {
    await db.close();
  }
}

/** Writes a table of the snapshot anew, from `t`, what it held. */
async function rewrite(audit: string, source: string, select: string): Promise<void> {
  const file = join(audit, 'snapshot', `${source}.parquet`);
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  await db.run(`CREATE TABLE t AS FROM read_parquet(${literal(file)})`);
  await db.run(`COPY (${select}) TO ${literal(file)} (FORMAT parquet)`);
  await db.close();
}

test('a whole snapshot opens, with the year 1 that Graph writes for never', async () => {
  expect(await viewsOf(await tinySnapshot(WHOLE))).toBe(2);
});

test('mailboxes that belong to no account are many, and no damage; an account has one mailbox', async () => {
  const forwarding = (...ids: (string | null)[]): Parameters<typeof tinySnapshot>[0] => ({
    ...WHOLE,
    tables: { ...WHOLE.tables, 'mailbox-forwarding': ids.map((accountId) => ({ accountId })) },
  });
  expect(await viewsOf(await tinySnapshot(forwarding('a', null, null)))).toBe(2);
  expect(await opened(await tinySnapshot(forwarding('a', 'a')))).toContain('an account is in it twice');
});

test.each([
  ['accounts', 'FROM t LIMIT 1', 'it has 1 rows, though the manifest tells 2 read'],
  ['accounts', 'FROM t UNION ALL FROM t', 'it has 4 rows, though the manifest tells 2 read'],
  ['accounts', "SELECT * REPLACE ('a' AS accountId) FROM t", 'an account is in it twice'],
  ['accounts', 'SELECT * REPLACE (NULL::VARCHAR AS accountId) FROM t', 'an accountId is empty'],
  ['accounts', "SELECT * REPLACE ('' AS accountId) FROM t", 'an accountId is empty'],
  [
    'accounts',
    'SELECT * REPLACE (accountEnabled::VARCHAR AS accountEnabled) FROM t',
    'its column accountEnabled is of type VARCHAR, not BOOLEAN',
  ],
  [
    'accounts',
    'SELECT * REPLACE (createdAt::DATE AS createdAt) FROM t',
    'its column createdAt is of type DATE, not TIMESTAMP',
  ],
  ['accounts', 'SELECT * EXCLUDE (mail, userType) FROM t', 'it has no column mail, userType'],
  [
    'accounts',
    "SELECT * REPLACE (TIMESTAMP 'infinity' AS createdAt) FROM t",
    'a createdAt is no day of our calendar',
  ],
  [
    'accounts',
    "SELECT * REPLACE (TIMESTAMP '12020-01-01' AS createdAt) FROM t",
    'a createdAt is no day of our calendar',
  ],
  [
    'inbox-rules',
    "SELECT * REPLACE ('fine' AS outcome) FROM t",
    'an outcome is none that a mailbox can have',
  ],
  [
    'inbox-rules',
    'SELECT * REPLACE (NULL::VARCHAR AS outcome) FROM t',
    'an outcome is none that a mailbox can have',
  ],
  [
    'inbox-rules',
    "SELECT * REPLACE ('none' AS outcome) FROM t",
    'it has 2 rows, though the manifest tells 1 read',
  ],
  ['mail-activity', 'SELECT * REPLACE ((-1)::BIGINT AS sendCount) FROM t', 'a sendCount is no count'],
  [
    'mail-activity',
    "SELECT * REPLACE (DATE '0044-03-15 (BC)' AS refreshedOn) FROM t",
    'a refreshedOn is no day of our calendar',
  ],
  ['tenant', 'FROM t UNION ALL FROM t', 'it has 2 rows, though the manifest tells 1 read'],
])('a table of %s that is “%s” is damaged', async (source, select, why) => {
  const audit = await tinySnapshot(WHOLE);
  await rewrite(audit, source, select);
  expect(await opened(audit)).toBe(`local: The snapshot is damaged: /snapshot/${source}.parquet: ${why}.`);
});

test('a source that was not asked has no rows', async () => {
  const skipped = { outcome: 'skipped', read: 0, expected: 0, reason: 'not-read' } as const;
  const audit = await tinySnapshot({ ...WHOLE, sources: { ...WHOLE.sources, accounts: skipped } });
  expect(await opened(audit)).toBe(
    'local: The snapshot is damaged: /snapshot/accounts.parquet: it has 2 rows, though the manifest tells 0 read.',
  );
});

test('the table of another source is none of this one', async () => {
  const audit = await tinySnapshot(WHOLE);
  await copyFile(join(audit, 'snapshot/inbox-rules.parquet'), join(audit, 'snapshot/accounts.parquet'));
  expect(await opened(audit)).toMatch(
    /^local: The snapshot is damaged: .*accounts.parquet: it has no column user/,
  );
});

test('a folder that is named as a column changes none', async () => {
  const audit = await tinySnapshot(WHOLE);
  const odd = join(await temporaryFolder(), 'accountEnabled=false');
  await rename(audit, odd);
  const db = await openDuckDb({ temporaryFolder: join(odd, '.tmp'), memoryLimitMb: 100, threads: 1 });
  await createSnapshotViews(db, await openSnapshot(odd));
  const enabled = z.object({ n: z.number() });
  expect(await db.row('SELECT count_if(accountEnabled)::INTEGER AS n FROM accounts', enabled)).toEqual({
    n: 2,
  });
  await db.close();
});

function edited(manifest: string, edit: (content: Record<string, unknown>) => void): string {
  const content = z.record(z.string(), z.unknown()).parse(JSON.parse(manifest));
  edit(content);
  return JSON.stringify(content);
}

const SKIPPED = { id: 'mfa-registrations', outcome: 'skipped', read: 0, expected: 0 };
const TENANT_READ = { id: 'tenant', outcome: 'complete', read: 1, expected: 1 };

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a day that does not exist', { collectedAt: '2020-02-31T00:00:00Z' }, /json: collectedAt: /],
  ['an instant without a zone', { collectedAt: '2020-02-01T00:00:00' }, /json: collectedAt: /],
  ['an end that is no instant', { endedAt: 'yesterday' }, /json: endedAt: /],
  [
    'a refresh date that is none',
    { sources: [{ ...TENANT_READ, refreshedOn: '27 octobre' }] },
    /refreshedOn: /,
  ],
  ['a negative count', { sources: [{ ...TENANT_READ, read: -1 }] }, /sources\.0\.read: /],
  ['a count that is none', { sources: [{ ...TENANT_READ, read: 1.5 }] }, /sources\.0\.read: /],
  ['a source that it does not know', { sources: [{ ...TENANT_READ, id: 'tenants' }] }, /sources\.0\.id: /],
  [
    'a source told twice',
    { sources: [TENANT_READ, TENANT_READ] },
    /sources\.1\.id: tenant is told of twice\.$/,
  ],
  [
    'a shortfall without a reason',
    { sources: [TENANT_READ, SKIPPED] },
    /sources\.1\.reason: missing, though mfa-registrations is skipped\.$/,
  ],
])('a manifest with %s is damaged', async (_, change, told) => {
  const audit = await tinySnapshot(WHOLE);
  const file = join(audit, 'snapshot', 'manifest.json');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    edited(text, (content) => Object.assign(content, change)),
  );
  const message = await refusal(openSnapshot(audit), audit);
  expect(message).toMatch(/^local: The snapshot is damaged: \/snapshot\/manifest\.json: /);
  expect(message).toMatch(told);
});

test('what a later version adds to the manifest is passed over', async () => {
  const audit = await tinySnapshot(WHOLE);
  const file = join(audit, 'snapshot', 'manifest.json');
  const before = (await openSnapshot(audit)).manifest;
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    edited(text, (content) => Object.assign(content, { later: { a: 1 } })),
  );
  expect((await openSnapshot(audit)).manifest).toEqual(before);
});

test('a manifest beyond all measure is refused before it is read', async () => {
  const audit = await tinySnapshot(WHOLE);
  await truncate(join(audit, 'snapshot', 'manifest.json'), 2 ** 31);
  expect(await refusal(openSnapshot(audit), audit)).toBe(
    'local: cannot read /snapshot/manifest.json: it has 2147483648 bytes, and no such file has more than 16777216',
  );
});

test('a link where a table should be is refused, wherever it leads', async () => {
  const audit = await tinySnapshot(WHOLE);
  const table = join(audit, 'snapshot', 'accounts.parquet');
  await rename(table, join(audit, 'elsewhere.parquet'));
  await symlink(join(audit, 'elsewhere.parquet'), table);
  expect(await refusal(openSnapshot(audit), audit)).toBe(
    'local: /snapshot/accounts.parquet is a symbolic link: an audit folder holds plain files and folders only',
  );
});
