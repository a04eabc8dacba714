import { CHANGE_COLUMNS } from '../../situation/trend/change-columns.ts';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { writeTable } from '../write-table.ts';
import { changedAccounts, type ComparedCheck } from './account-moves.ts';
import { MOVE_ORDER_SQL } from './move-kinds.ts';

/** Makes the empty table `changes`. */
export async function createChanges(db: DuckDb): Promise<void> {
  const columns = CHANGE_COLUMNS.map(
    ({ name, kind }) => `${identifier(name)} ${kind === 'boolean' ? 'BOOLEAN' : 'VARCHAR'}`,
  );
  await db.run(`CREATE OR REPLACE TEMP TABLE changes (place INTEGER, ${columns.join(', ')})`);
}

/** Adds those accounts of `moved` that moved. */
export async function addChanges(db: DuckDb, check: ComparedCheck, place: number): Promise<void> {
  await db.run(`INSERT INTO changes BY NAME SELECT ${place} AS place, * FROM (${changedAccounts(check)})`);
}

/** Writes `changes`: checks in the order of the report, what is worst first, then physicians, by name. */
export async function writeChanges(db: DuckDb, file: string): Promise<void> {
  const columns = CHANGE_COLUMNS.map(({ name }) => identifier(name)).join(', ');
  await writeTable(
    db,
    `SELECT ${columns} FROM changes
     ORDER BY place, list_position(${MOVE_ORDER_SQL}, change), physician DESC, userPrincipalName, accountId`,
    file,
  );
}
