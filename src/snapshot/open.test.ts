import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';
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
