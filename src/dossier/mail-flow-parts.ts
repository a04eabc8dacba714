import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { MAIL_FLOW_KINDS, type MailFlowKind } from '../snapshot/mail-flow-kinds.ts';
import { unreadParts } from '../snapshot/parts-read.ts';
import { isUsable } from './source-use.ts';

/** Every organization has some of these: none of them means that they were not read. */
const NEVER_EMPTY: readonly MailFlowKind[] = ['outbound-policy', 'remote-domain', 'accepted-domain'];

/** Which parts of the mail flow the snapshot tells of; of a source that broke off, those it gave something of. */
export async function mailFlowParts(db: DuckDb, manifest: SnapshotManifest): Promise<Set<MailFlowKind>> {
  if (!isUsable(manifest, 'mail-flow')) return new Set();
  const rows = await db.rows(
    `SELECT DISTINCT kind FROM "mail-flow" WHERE kind IS NOT NULL`,
    z.object({ kind: z.string() }),
  );
  const given = new Set(rows.map(({ kind }) => kind));
  const { misses = [] } = sourceReport(manifest, 'mail-flow');
  const unread = unreadParts(manifest, 'mail-flow');
  return new Set(
    MAIL_FLOW_KINDS.filter((kind) => {
      if (unread === 'all') return misses.length === 0 && given.has(kind);
      return !unread.has(kind) && (given.has(kind) || !NEVER_EMPTY.includes(kind));
    }),
  );
}
