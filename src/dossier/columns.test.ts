import { z } from 'zod';
import { expect, test } from 'vitest';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { placeAccounts } from '../population/population.ts';
import { createSnapshotViews, openSnapshot } from '../snapshot/open.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { tinyConfig } from '../testing/assess-tiny.ts';
import { temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';
import { dossierColumns } from './columns.ts';
import { createDossier } from './dossier.ts';
import { reportDates } from './source-use.ts';

const CONTRACT = dossierColumns().map(([name, { type }]) => ({ name, type }));
const ASKED = SOURCE_IDS.filter((id) => id !== 'tenant' && id !== 'accounts');

async function describeDossier(db: DuckDb, read: readonly SourceId[]): Promise<unknown[]> {
  const tables = Object.fromEntries(read.map((id) => [id, []]));
  const auditFolder = await tinySnapshot({
    tables: { accounts: [{ accountId: 'a-1', userPrincipalName: 'a@reseau.example' }], ...tables },
  });
  const snapshot = await openSnapshot(auditFolder);
  const config = tinyConfig();
  const folder = await temporaryFolder();
  await createSnapshotViews(db, snapshot);
  await placeAccounts(db, { config, configFolder: folder, temporaryFolder: folder });
  const dates = await reportDates(db, snapshot.manifest);
  await createDossier(db, { manifest: snapshot.manifest, config, dates, folder, accountsPerSlice: 10 });
  return db.rows(
    `SELECT column_name AS "name", column_type AS type FROM (DESCRIBE dossier)`,
    z.object({ name: z.string(), type: z.string() }),
  );
}

test('whatever sources were read, alone, together or all but one, the dossier has the columns of the contract', async () => {
  const combinations = [
    [],
    ASKED,
    ...ASKED.map((id) => [id]),
    ...ASKED.map((id) => ASKED.filter((other) => other !== id)),
  ];
  const db = await openDuckDb({ memoryLimitMb: 200, threads: 1 });
  try {
    for (const read of combinations) {
      expect(await describeDossier(db, read), read.join(', ')).toEqual(CONTRACT);
    }
  } finally {
    await db.close();
  }
}, 240_000);

test('every column says in both languages what it means, and every source of one is a source', () => {
  for (const [name, { meaning, values = ['-'], unknown, sources, fallback = [] }] of dossierColumns()) {
    expect([...new Set(values)], name).toEqual(values);
    expect(values, name).not.toEqual([]);
    expect([meaning.fr, meaning.en, unknown?.fr ?? '-', unknown?.en ?? '-'], name).not.toContain('');
    expect(
      [...sources, ...fallback].filter((id) => !SOURCE_IDS.includes(id)),
      name,
    ).toEqual([]);
  }
});
