import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { identifier, literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import { ATTRIBUTES } from '../attributes.ts';
import { SOURCE_IDS, TABLES, type SourceId } from '../snapshot/tables.ts';

/** Rows as JSON tells them; columns left out are null. */
export type Rows = readonly object[];

export interface TinySnapshot {
  /** Rows per source; one that is given is complete, the others were skipped. */
  readonly tables: Partial<Record<SourceId, Rows>>;
  /** What became of a source, where it is not simply complete or skipped. */
  readonly sources?: Partial<Record<SourceId, Partial<SourceReport>>>;
  readonly manifest?: Partial<SnapshotManifest>;
}

/** Exchange Online (plan 2), which gives a mailbox. */
export const MAILBOX_PLAN = {
  id: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  status: 'Enabled',
};

const TENANT = {
  tenantId: 'tenant-1',
  displayName: 'Réseau d’essai',
  domains: [
    { name: 'reseau.example', isVerified: true, isDefault: true, isInitial: false },
    { name: 'reseau.onmicrosoft.com', isVerified: true, isDefault: false, isInitial: true },
    { name: 'attente.example', isVerified: false, isDefault: false, isInitial: false },
  ],
  servicePlans: [{ id: MAILBOX_PLAN.id, name: 'EXCHANGE_S_ENTERPRISE' }],
  namesConcealed: false,
};

/** A private folder that goes away when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes an audit folder that holds the snapshot of a made-up tenant; gone when the test ends. */
export async function tinySnapshot(snapshot: TinySnapshot): Promise<string> {
  const auditFolder = await temporaryFolder();
  const folder = join(auditFolder, 'snapshot');
  await mkdir(folder, { mode: 0o700 });
  const tables: Partial<Record<SourceId, Rows>> = { tenant: [TENANT], ...snapshot.tables };
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    for (const id of SOURCE_IDS) {
      const rows = tables[id];
      if (rows !== undefined) await writeTable(db, id, rows, folder);
    }
  } finally {
    await db.close();
  }
  const manifest = tinyManifest(snapshot, tables);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest), { mode: 0o600 });
  const files = (await readdir(folder)).map((name) => `snapshot/${name}`);
  await vouchFor(auditFolder, files, manifest.vigie);
  return auditFolder;
}

const LIVE = { isDeleted: false };

/** An account is enabled, and holds no licences and plans, and no row is a deleted account's, where no test speaks of it. */
const DEFAULTS: Partial<Record<SourceId, object>> = {
  accounts: { accountEnabled: true, licences: [], exchangePlans: [] },
  'mail-activity': LIVE,
  'mailbox-usage': LIVE,
  'service-activity': LIVE,
  'onedrive-activity': LIVE,
  'sharepoint-activity': LIVE,
};

async function writeTable(db: DuckDb, id: SourceId, rows: Rows, folder: string): Promise<void> {
  const ndjson = join(folder, `${id}.ndjson`);
  const whole = rows.map((row) => ({ ...DEFAULTS[id], ...row }));
  await writeFile(ndjson, whole.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const columns = Object.entries<string>(TABLES[id]);
  const schema = columns.map(([name, type]) => `${identifier(name)}: ${literal(type)}`).join(', ');
  await db.run(`COPY (SELECT * FROM read_json(${literal(ndjson)}, format = 'newline_delimited', columns = {${schema}}))
    TO ${literal(join(folder, `${id}.parquet`))} (FORMAT parquet)`);
  await rm(ndjson);
}

export function tinyManifest(
  snapshot: TinySnapshot,
  tables: Partial<Record<SourceId, Rows>>,
): SnapshotManifest {
  return {
    schema: 'vigie/snapshot/1',
    vigie: '0.0.0',
    tenant: { id: 'tenant-1', displayName: 'Réseau d’essai', defaultDomain: 'reseau.example' },
    collectedAt: '2020-10-29T06:00:00Z',
    endedAt: '2020-10-29T07:00:00Z',
    credential: 'client secret',
    attributes: [...ATTRIBUTES],
    groups: [],
    mailboxPlans: [MAILBOX_PLAN.id],
    otherExchangePlans: ['113feb6c-3fe4-4440-bddc-54d774bf0318'],
    sources: SOURCE_IDS.map((id) => ({ ...sourceOf(id, tables[id]), ...snapshot.sources?.[id] })),
    ...snapshot.manifest,
  };
}

function sourceOf(id: SourceId, rows: Rows | undefined): SourceReport {
  if (rows === undefined) return { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-read' };
  return { id, outcome: 'complete', read: rows.length, expected: rows.length };
}
