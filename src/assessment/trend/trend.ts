import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Situation } from '../../situation/situation.ts';
import type { EarlierAudit, EarlierAudits } from './earlier-audits.ts';
import { compareSituations } from './compare-situations.ts';
import { changesFile } from '../../situation/findings-tables.ts';
import { pointOf } from './point.ts';
import type { Trend } from '../../situation/trend/trend-schema.ts';

/**
 * What changed since the earlier audits, and `findings/changes.parquet` of the audit folder, whose findings are written;
 * a stale one is removed.
 *
 * @param memoryLimitMb of the comparison
 */
export async function trendOf(
  auditFolder: string,
  now: Situation,
  { previous, points, notUsed }: EarlierAudits,
  memoryLimitMb: number,
): Promise<Trend> {
  const file = changesFile(auditFolder);
  await rm(file, { force: true });
  const compared =
    previous === undefined
      ? { differences: [], indicators: [] }
      : await compareSituations(
          previous,
          { auditFolder, situation: now },
          { file, workFolder: auditFolder, memoryLimitMb },
        );
  return {
    ...(previous === undefined ? {} : { previous: previousOf(previous) }),
    ...compared,
    points: [...points, pointOf(now, basename(auditFolder))].sort(
      (a, b) => Date.parse(a.collectedAt) - Date.parse(b.collectedAt),
    ),
    notUsed: [...notUsed],
  };
}

/** The audit compared with, as the trend tells it. */
export function previousOf({ auditFolder, situation }: EarlierAudit): NonNullable<Trend['previous']> {
  return {
    audit: basename(auditFolder),
    asOf: situation.asOf,
    collectedAt: situation.collectedAt,
    vigie: situation.vigie,
    inactiveAfterDays: situation.parameters.inactiveAfterDays,
    mailboxes: situation.population.mailboxes,
    physicians: situation.population.physicians,
    ...(situation.categoriesKnown ? {} : { categoriesKnown: false }),
  };
}
