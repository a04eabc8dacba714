import { join } from 'node:path';
import { pathLiteral } from '../../duckdb/duckdb.ts';
import { verdictTables } from '../../situation/findings-tables.ts';

/** FROM the non-compliant and undetermined accounts of a check, a row per item. */
export function foundIn(auditFolder: string, checkId: string): string {
  return scan([join(auditFolder, verdictTables(checkId)[0])]);
}

/** FROM every account that a check judged, a row per item. */
export function judgedIn(auditFolder: string, checkId: string): string {
  return scan(verdictTables(checkId).map((path) => join(auditFolder, path)));
}

function scan(files: readonly string[]): string {
  return `read_parquet([${files.map(pathLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;
}
