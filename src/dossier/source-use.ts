import { z } from 'zod';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { isPartRead } from '../snapshot/parts-read.ts';
import type { SourceId } from '../snapshot/tables.ts';

/**
 * The source was read, in whole or in part, and its rows can be joined to accounts. One that broke off before
 * it gave anything was not: its nothing is not "none".
 */
export function isUsable(manifest: SnapshotManifest, id: SourceId): boolean {
  const { outcome, read, namesConcealed, unusable } = sourceReport(manifest, id);
  const isThere = outcome === 'complete' || (outcome === 'partial' && read > 0);
  return isThere && namesConcealed !== true && unusable === undefined;
}

export const USAGE_REPORTS = [
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'service-counts',
] as const satisfies SourceId[];

/** Complete, and without anything of its own that was missed; what nobody had to ask for lacks nothing. */
export function isWhole(manifest: SnapshotManifest, id: SourceId): boolean {
  const { outcome, misses = [] } = sourceReport(manifest, id);
  return outcome === 'complete' && misses.length === 0;
}

/** Roles on request take a permission, and a licence, of their own. */
export function areEligibleRolesRead(manifest: SnapshotManifest): boolean {
  return (
    isUsable(manifest, 'role-assignments') && isPartRead(manifest, 'role-assignments', 'eligible-assignments')
  );
}

/** The days that ages are counted from, YYYY-MM-DD. */
export interface ReportDates {
  /** The date of the situation. */
  readonly asOf: string;
  /** Of the snapshot's collection, in UTC. */
  readonly collectedOn: string;
  /** Report Refresh Date of the mail activity report. */
  readonly mailReportOn: string;
  /** Report Refresh Date of the active users report. */
  readonly serviceReportOn: string;
  /** Report Refresh Date of each usage report that tells one. */
  readonly refreshedOn: ReadonlyMap<SourceId, string>;
}

/**
 * The sources' own dates: Report Refresh Date of each usage report, as its rows or else the manifest tell it. A report
 * that tells none, or one that is yet to come, counts from the day of the collection.
 */
export async function reportDates(db: DuckDb, manifest: SnapshotManifest): Promise<ReportDates> {
  const collectedOn = new Date(manifest.collectedAt).toISOString().slice(0, 10);
  const known = new Map<SourceId, string>();
  for (const id of USAGE_REPORTS) {
    if (sourceReport(manifest, id).unusable === 'dated-in-future') continue;
    const { day } = await db.row(
      `SELECT max(refreshedOn)::VARCHAR AS day FROM ${identifier(id)}`,
      z.object({ day: z.string().nullable() }),
    );
    const told = day ?? sourceReport(manifest, id).refreshedOn;
    if (told !== undefined) known.set(id, told);
  }
  const latest = [...known.values()].sort().at(-1);
  return {
    asOf: known.get('mail-activity') ?? latest ?? collectedOn,
    collectedOn,
    mailReportOn: known.get('mail-activity') ?? collectedOn,
    serviceReportOn: known.get('service-activity') ?? collectedOn,
    refreshedOn: known,
  };
}
