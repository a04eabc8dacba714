import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { auditPaths } from '../../disk/audit-paths.ts';
import { makeFolders } from '../../disk/make-folders.ts';
import {
  identifier,
  literal,
  openDuckDb,
  pathLiteral,
  temporaryFolderOf,
  type DuckDb,
} from '../../duckdb/duckdb.ts';
import { isNotAssessable } from '../../i18n/sentence.ts';
import { agesFile, DOSSIER_FILE, verdictColumn } from '../../situation/findings-tables.ts';
import type { Situation } from '../../situation/situation.ts';
import { judgingRule } from '../trend/differences.ts';
import type { PastAudit, UnreadableAudit } from '../trend/earlier-audits.ts';
import { foundIn } from '../trend/findings-tables.ts';
import { writeTable } from '../write-table.ts';

/** A check whose findings may be told an age, and its rule. */
interface Aged {
  readonly id: string;
  readonly rule: string;
}

/**
 * Writes `findings/ages.parquet`: of each non-compliant account and check, since when it has been found without having been in order
 * between, and whether it is new, open or reopened, as far as the earlier audits tell; a row is left out where they tell nothing.
 * A table of an earlier assessment is removed where there is no earlier audit.
 *
 * An earlier audit tells of a check that it could assess by the same rule. Who was undetermined in it neither was nor was not
 * found; nor who was not found where its count was a lower bound, nor who was not there where not all accounts were read. What was
 * found after an audit that tells nothing of the check at all may have been found in it already: it is not called new.
 *
 * @param past the newest first
 */
export async function writeAges(
  auditFolder: string,
  situation: Situation,
  past: readonly (PastAudit | UnreadableAudit)[],
  memoryLimitMb: number,
): Promise<void> {
  const file = agesFile(auditFolder);
  await rm(file, { force: true });
  const aged = agedChecks(situation).filter(({ id, rule }) =>
    past.some((one) => isReadable(one) && one.checks.get(id)?.rule === rule),
  );
  if (aged.length === 0) return;
  await makeFolders(auditPaths.findings(auditFolder));
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(auditFolder),
    reaches: [auditFolder, ...past.filter(isReadable).map((one) => one.auditFolder)],
    memoryLimitMb,
  });
  try {
    await beginAges(db, auditFolder, aged, situation.asOf);
    for (const one of past) await lookBack(db, one, aged);
    await writeTable(
      db,
      `SELECT "check", accountId, establishment, CASE WHEN reopened THEN 'reopened' WHEN opened THEN 'open' ELSE 'new' END AS state, since AS openSince
       FROM ages WHERE reopened OR opened OR (stopped AND NOT unsure) ORDER BY "check", accountId`,
      file,
    );
  } finally {
    await db.close();
  }
}

function isReadable(one: PastAudit | UnreadableAudit): one is PastAudit {
  return 'checks' in one;
}

/** Those that judge, and could. */
function agedChecks(situation: Situation): Aged[] {
  return situation.checks.flatMap((check): Aged[] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined || isNotAssessable(indicator) || indicator.count === 0) return [];
    return [{ id: check.id, rule: judgingRule(check, situation) }];
  });
}

/**
 * The table `ages`: `since` goes back while the account is found (`opened`: in an earlier audit too); `stopped`, an audit was reached
 * in which it was not; `reopened`, it was found before that; `unsure`, before it stopped an audit was reached that tells nothing of the check.
 */
async function beginAges(
  db: DuckDb,
  auditFolder: string,
  aged: readonly Aged[],
  asOf: string,
): Promise<void> {
  const found = aged.map(
    ({
      id,
    }) => `SELECT ${literal(id)} AS "check", accountId, coalesce(any_value(establishment), '') AS establishment
      FROM ${foundIn(auditFolder, id)} WHERE verdict = 'non-compliant' GROUP BY accountId`,
  );
  await db.run(`CREATE OR REPLACE TEMP TABLE ages AS
    SELECT *, ${literal(asOf)}::DATE AS since, false AS opened, false AS stopped, false AS reopened, false AS unsure FROM (${found.join(' UNION ALL ')})`);
}

async function lookBack(db: DuckDb, past: PastAudit | UnreadableAudit, aged: readonly Aged[]): Promise<void> {
  const isTold = ({ id, rule }: Aged): boolean => isReadable(past) && past.checks.get(id)?.rule === rule;
  const untold = aged.filter((one) => !isTold(one)).map(({ id }) => literal(id));
  if (untold.length > 0)
    await db.run(`UPDATE ages SET unsure = true WHERE NOT stopped AND "check" IN (${untold.join(', ')})`);
  const told = aged.filter(isTold);
  if (isReadable(past) && told.length > 0) await joinPast(db, past, told);
}

async function joinPast(db: DuckDb, past: PastAudit, told: readonly Aged[]): Promise<void> {
  const dossier = `read_parquet(${pathLiteral(join(past.auditFolder, DOSSIER_FILE))}, hive_partitioning = false)`;
  const standing = told.map(({ id }) => {
    const notFound = past.checks.get(id)?.lowerBound === true ? 'NULL' : 'false';
    const column = `d.${identifier(verdictColumn(id))}`;
    return `WHEN ${literal(id)} THEN CASE ${column} WHEN 'non-compliant' THEN true WHEN 'undetermined' THEN NULL ELSE ${notFound} END`;
  });
  const absent = told
    .filter(({ id }) => past.hasAllAccounts && past.checks.get(id)?.lowerBound === false)
    .map(({ id }) => literal(id));
  const wasAbsent =
    absent.length === 0 ? 'NULL' : `CASE WHEN a."check" IN (${absent.join(', ')}) THEN false END`;
  await db.run(`CREATE OR REPLACE TEMP TABLE ages AS
    SELECT "check", accountId, establishment,
      CASE WHEN NOT stopped AND was IS TRUE THEN ${literal(past.asOf)}::DATE ELSE since END AS since,
      opened OR (NOT stopped AND was IS TRUE) AS opened, stopped OR was IS FALSE AS stopped,
      reopened OR (stopped AND was IS TRUE) AS reopened, unsure
    FROM (SELECT a.*, CASE WHEN d.accountId IS NULL THEN ${wasAbsent} ELSE CASE a."check" ${standing.join(' ')} END END AS was
      FROM ages a LEFT JOIN ${dossier} d USING (accountId))`);
}
