import { join } from 'node:path';
import { identifier, pathLiteral } from '../../duckdb/duckdb.ts';
import {
  DOSSIER_FILE,
  findingsTable,
  hasDossier,
  verdictColumn,
  verdictTables,
} from '../../situation/findings-tables.ts';

/** FROM the non-compliant and undetermined accounts of a check, a row per item. */
export function foundIn(auditFolder: string, checkId: string): string {
  return scan([join(auditFolder, findingsTable(checkId))]);
}

/** FROM every account that a check judged, with its `verdict`; a row per item where the audit has no dossier. */
export function judgedIn(auditFolder: string, checkId: string): string {
  if (hasDossier(auditFolder)) {
    const dossier = scan([join(auditFolder, DOSSIER_FILE)]);
    return `(SELECT *, ${identifier(verdictColumn(checkId))} AS verdict FROM ${dossier})`;
  }
  return scan(verdictTables(auditFolder, [checkId]).map((path) => join(auditFolder, path)));
}

function scan(files: readonly string[]): string {
  return `read_parquet([${files.map(pathLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;
}
