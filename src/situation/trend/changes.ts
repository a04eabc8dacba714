import type { Column } from '../../checks/check.ts';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { writeTable } from '../findings.ts';
import { changedAccounts, type ComparedCheck } from './account-moves.ts';
import { MOVE_ORDER_SQL } from './move-kinds.ts';

/**
 * The columns of `changes.parquet`: a row for each account and check whose verdict, or items, moved. What the account is,
 * is of now; of then where it is gone, `verdict` being null. `verdictBefore` is null of an account that was not there.
 */
export const CHANGE_COLUMNS: readonly Column[] = [
  { name: 'check', kind: 'text', label: { fr: 'Contrôle', en: 'Check' } },
  { name: 'change', kind: 'text', label: { fr: 'Mouvement', en: 'Movement' } },
  { name: 'verdictBefore', kind: 'text', label: { fr: 'Verdict précédent', en: 'Verdict before' } },
  { name: 'verdict', kind: 'text', label: { fr: 'Verdict', en: 'Verdict' } },
  {
    name: 'userPrincipalName',
    kind: 'text',
    label: { fr: 'Nom d’utilisateur principal', en: 'User principal name' },
  },
  { name: 'displayName', kind: 'text', label: { fr: 'Nom affiché', en: 'Display name' } },
  { name: 'category', kind: 'text', label: { fr: 'Catégorie', en: 'Category' } },
  { name: 'physician', kind: 'boolean', label: { fr: 'Médecin', en: 'Physician' } },
  { name: 'establishment', kind: 'text', label: { fr: 'Établissement', en: 'Establishment' } },
  { name: 'accountEnabled', kind: 'boolean', label: { fr: 'Compte activé', en: 'Account enabled' } },
  { name: 'accountId', kind: 'text', label: { fr: 'Identifiant du compte', en: 'Account id' } },
  { name: 'detail', kind: 'text', label: { fr: 'Ce qui est nouveau', en: 'What is new' } },
];

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
