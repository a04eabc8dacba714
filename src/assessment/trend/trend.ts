import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Situation } from '../../situation/situation.ts';
import type { EarlierAudit, EarlierAudits } from './earlier-audits.ts';
import { compareSituations, type Compared, type CompareOptions } from './compare-situations.ts';
import { differenceWords } from './differences.ts';
import { UnreadableFindings } from './unreadable-findings.ts';
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
      : await compareWith(
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

/** One that was found by itself stops nothing: where its findings do not read, only its figures are compared. */
async function compareWith(
  previous: EarlierAudit,
  now: Pick<EarlierAudit, 'auditFolder' | 'situation'>,
  options: CompareOptions,
): Promise<Compared> {
  try {
    return await compareSituations(previous, now, options);
  } catch (error) {
    const isItsOwn = error instanceof UnreadableFindings && error.auditFolder === previous.auditFolder;
    if (!isItsOwn || previous.isNamed === true) throw error;
    const trouble = differenceWords('unreadable', () => ({}));
    return compareSituations({ ...previous, trouble }, now, options);
  }
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
