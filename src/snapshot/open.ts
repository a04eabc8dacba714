import { join } from 'node:path';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { checkTable, damaged, tableScan } from './check-table.ts';
import type { SnapshotManifest, SourceReport } from './manifest.ts';
import { requirePlainFiles } from '../disk/plain-files.ts';
import { readSnapshotManifest } from './read-manifest.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import { withoutNames } from './without-names.ts';
import { ADDED_COLUMNS, SOURCE_IDS, TABLES, type SourceId } from './tables.ts';
import { visibleSql } from '../texts/visible-text.ts';

/** A sealed snapshot on disk. */
export interface Snapshot {
  /** The audit folder it belongs to. */
  readonly auditFolder: string;
  /** Where its Parquet files lie. */
  readonly folder: string;
  readonly manifest: SnapshotManifest;
  /** The source that another snapshot lends, and that one's audit folder, its name and when it was collected. */
  readonly joined?: {
    readonly source: SourceId;
    readonly auditFolder: string;
    readonly audit: string;
    readonly collectedAt: string;
  };
}

/**
 * Opens the snapshot of an audit folder, which anyone may have written.
 *
 * @throws KnownError `local` where it is missing, half written, not readable, not as documented, or of another version,
 *   and where the audit folder holds something else than plain files
 */
export async function openSnapshot(auditFolder: string): Promise<Snapshot> {
  await requirePlainFiles(auditFolder);
  const folder = join(auditFolder, 'snapshot');
  const manifest = await readSnapshotManifest(folder, auditPaths.snapshotManifest(auditFolder));
  return { auditFolder, folder, manifest };
}

/** What became of a source, as the snapshot tells it; a source it does not know of was skipped. */
export function sourceReport(manifest: SnapshotManifest, id: SourceId): SourceReport {
  const report = manifest.sources.find((source) => source.id === id);
  return report ?? { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-read' };
}

function tableFile({ auditFolder, joined }: Snapshot, id: SourceId): string {
  return auditPaths.table(joined?.source === id ? joined.auditFolder : auditFolder, id);
}

/**
 * Makes one view per source, named as the source, with exactly the columns of its table. A source that was refused or
 * skipped, or that has nothing to tell, may have no file: its view is empty. Without `names`, the display names of people are not in them.
 *
 * @throws KnownError `local` where a file is missing, damaged, or not what the manifest tells of its source
 */
export async function createSnapshotViews(
  db: DuckDb,
  snapshot: Snapshot,
  { names }: { readonly names: boolean } = { names: true },
): Promise<void> {
  for (const id of SOURCE_IDS) {
    const select = await selectFrom(db, snapshot, id);
    await db.run(`CREATE OR REPLACE VIEW ${identifier(id)} AS ${names ? select : withoutNames(id, select)}`);
  }
}

async function selectFrom(db: DuckDb, snapshot: Snapshot, id: SourceId): Promise<string> {
  const columns = Object.entries<string>(TABLES[id]);
  const file = tableFile(snapshot, id);
  const report = sourceReport(snapshot.manifest, id);
  if (await pathExists(file)) {
    const { unseenIn } = await checkTable(db, report, file);
    const names = columns.map(([name]) =>
      unseenIn.includes(name) ? `${visibleSql(identifier(name))} AS ${identifier(name)}` : identifier(name),
    );
    if (ADDED_COLUMNS[id] === undefined) return `SELECT ${names.join(', ')} FROM ${tableScan(file)}`;
    // An earlier version may have left columns out.
    return `SELECT ${names.join(', ')} FROM (${emptyRows(id)} UNION ALL BY NAME SELECT * FROM ${tableScan(file)})`;
  }
  if ((report.outcome === 'complete' || report.outcome === 'partial') && report.read > 0) {
    throw damaged(file, TROUBLE_WORDS.fileMissing);
  }
  return emptyRows(id);
}

function emptyRows(id: SourceId): string {
  const empty = Object.entries<string>(TABLES[id]).map(
    ([name, type]) => `NULL::${type} AS ${identifier(name)}`,
  );
  return `SELECT ${empty.join(', ')} WHERE false`;
}
