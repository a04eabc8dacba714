import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { isUsable } from './source-use.ts';
import type { SourceRows } from './part.ts';
import { PARTS } from './parts.ts';

/** A query per source; of a source that was not read, one of no rows. */
export function rowsRead(rows: readonly SourceRows[], manifest: SnapshotManifest): string[] {
  return rows.map(({ source, select }) =>
    isUsable(manifest, source) ? select : `SELECT * FROM (${select}) WHERE false`,
  );
}

/** The live rows of each usage report, each row with the `name` it bears. */
export function reportRows(manifest: SnapshotManifest): string[] {
  return rowsRead(
    PARTS.flatMap(({ named = [] }) => named),
    manifest,
  );
}

/** One row per name that a report bears, with the account of that name, or none. */
export function reportedAccounts(names: string, rows: string): string {
  return `SELECT n.accountId, r.* EXCLUDE (name) FROM (
      SELECT name, ${PARTS.flatMap(({ byName = [] }) => byName).join(',\n        ')}
      FROM (${rows}) GROUP BY name) r
    LEFT JOIN (${names}) n ON n.name = r.name`;
}
