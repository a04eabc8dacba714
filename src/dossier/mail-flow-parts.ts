import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { MAIL_FLOW_KINDS, type MailFlowKind } from '../snapshot/mail-flow-kinds.ts';
import { isUsable } from './source-use.ts';

/** Every organization has some of these: none of them means that they were not read. */
const NEVER_EMPTY: readonly MailFlowKind[] = ['outbound-policy', 'remote-domain', 'accepted-domain'];

const NAMES: Readonly<Record<MailFlowKind, RegExp>> = {
  'transport-rule': /transport/i,
  'outbound-policy': /outbound.*polic/i,
  'outbound-rule': /outbound.*rule/i,
  'remote-domain': /remote/i,
  'accepted-domain': /accepted/i,
};

/** The parts that a miss of the source is about; what stands in its brackets is the permission. */
export function partsMissed(what: string): MailFlowKind[] {
  const subject = what.replace(/\(.*$/s, '');
  return MAIL_FLOW_KINDS.filter((kind) => NAMES[kind].test(subject));
}

/** Which parts of the mail flow the snapshot tells of; of a source that broke off, those it gave something of. */
export async function mailFlowParts(db: DuckDb, manifest: SnapshotManifest): Promise<Set<MailFlowKind>> {
  if (!isUsable(manifest, 'mail-flow')) return new Set();
  const rows = await db.rows(
    `SELECT DISTINCT kind FROM "mail-flow" WHERE kind IS NOT NULL`,
    z.object({ kind: z.string() }),
  );
  const given = new Set(rows.map(({ kind }) => kind));
  const { outcome, misses = [] } = sourceReport(manifest, 'mail-flow');
  const missed = new Set(misses.flatMap(({ what }) => partsMissed(what)));
  const brokeOff = outcome === 'partial' && missed.size === 0;
  return new Set(
    MAIL_FLOW_KINDS.filter((kind) => {
      if (missed.has(kind)) return false;
      return given.has(kind) || (!brokeOff && !NEVER_EMPTY.includes(kind));
    }),
  );
}
