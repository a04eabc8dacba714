import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../checks/check.ts';
import { findingColumns, itemised } from '../checks/finding-rows.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { makePrivateFolder } from '../disk/private-folder.ts';
import { OTHERS_FOLDER } from '../situation/findings-tables.ts';
import { writeTable } from './write-table.ts';

/**
 * Writes the findings of the check that `judged` holds, `findings/<check>.parquet`: the non-compliant accounts, then the
 * undetermined ones, the worst first, then physicians, by name, and beside the described columns `mail`, the account's address
 * where it is not its userPrincipalName. The verdict on every account is in the dossier.
 */
export async function writeFindings(db: DuckDb, check: Check, auditFolder: string): Promise<void> {
  const folder = auditPaths.findings(auditFolder);
  await makePrivateFolder(folder);
  const found = `SELECT * FROM judged WHERE verdict IN ('non-compliant', 'undetermined')`;
  await writeTable(
    db,
    `SELECT * EXCLUDE (worst, itemPlace) FROM (SELECT ${findingColumns(check)}, otherMail AS mail,
         (${check.worstFirst ?? 'NULL'}) AS worst, itemPlace
       FROM ${itemised(check, found)})
     ORDER BY verdict, worst, physician DESC, userPrincipalName, accountId, itemPlace`,
    join(folder, `${check.id}.parquet`),
  );
}

/** Takes away the tables of the other verdicts that a version before the dossier was kept wrote. */
export async function removeOtherVerdicts(auditFolder: string): Promise<void> {
  await rm(join(auditFolder, OTHERS_FOLDER), { recursive: true, force: true });
}
