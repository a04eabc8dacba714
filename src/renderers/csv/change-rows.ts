import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '../../checks/check.ts';
import { identifier, pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import { csvLines } from '../findings/findings-rows.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';

const NAMES = [
  ...['check', 'change', 'verdictBefore', 'verdict', 'userPrincipalName', 'displayName', 'category'],
  ...['physician', 'establishment', 'accountEnabled', 'accountId', 'detail'],
];
const BOOLEANS = ['physician', 'accountEnabled'];

/** Only their names and kinds are used. */
const COLUMNS = NAMES.map((name): Column => {
  return { name, kind: BOOLEANS.includes(name) ? 'boolean' : 'text', label: { fr: name, en: name } };
});

/**
 * The accounts that moved since the previous audit as CSV, in the order of `findings/changes.parquet`; the heads alone where
 * there is no such table, so that no earlier list stays behind looking current.
 */
export async function* changeRows(db: DuckDb, auditFolder: string, excel: boolean): AsyncGenerator<string> {
  await defineCellMacros(db);
  const file = join(auditFolder, 'findings', 'changes.parquet');
  const scan = existsSync(file)
    ? `FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`
    : `FROM (SELECT ${NAMES.map((name) => `NULL AS ${identifier(name)}`).join(', ')}) WHERE false`;
  await requireColumns(db, COLUMNS, scan, `The accounts that changed (${file})`);
  yield* inTableOrder(db, csvLines(db, COLUMNS, scan, excel));
}
