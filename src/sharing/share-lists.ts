import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MOVE_ORDER_SQL } from '../assessment/trend/move-kinds.ts';
import { writeTable } from '../assessment/write-table.ts';
import { literal, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { findingsTable } from '../situation/findings-tables.ts';
import { pseudonym } from './pseudonym-macros.ts';

/** Tables of `findings/` that are no check's. */
const LIST_NAMES = ['ages', 'changes', 'exceptions', 'roster-unmatched'] as const;
type ListName = (typeof LIST_NAMES)[number];

/** Where each of the lists that are no check's lies, relative to an audit. */
const LISTS: readonly string[] = LIST_NAMES.map(findingsTable);

/** Those that an audit has. */
export function listsIn(auditFolder: string): string[] {
  return LISTS.filter((path) => existsSync(join(auditFolder, path)));
}

/** FROM of a table. */
export function scan(file: string): string {
  return `read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
}

/** Writes the lists that are no check's, where the audit has them; gives their paths. Needs `createPseudonymMacros`. */
export async function shareLists(
  db: DuckDb,
  checks: readonly { readonly id: string }[],
  from: string,
  to: string,
): Promise<string[]> {
  const written: string[] = [];
  for (const name of LIST_NAMES) {
    const path = findingsTable(name);
    if (!existsSync(join(from, path))) continue;
    await writeTable(db, SHARED[name](scan(join(from, path)), checkOrder(checks)), join(to, path));
    written.push(path);
  }
  return written;
}

function checkOrder(checks: readonly { readonly id: string }[]): string {
  return `list_position([${checks.map(({ id }) => literal(id)).join(', ')}]::VARCHAR[], "check")`;
}

/** What is new of an account: "mechanism: target; …". */
const DETAIL = `array_to_string(list_sort(list_transform(string_split(detail, '; '), lambda x:
  CASE WHEN regexp_matches(x, '^[a-z-]+: ') THEN concat(regexp_extract(x, '^([a-z-]+: )', 1), pseudonym_address(substr(x, strpos(x, ': ') + 2)))
  ELSE pseudonym_address(x) END)), '; ')`;

const ACCOUNT_ID = pseudonym('object', 'accountId');
const DISPLAY_NAME = pseudonym('person', 'displayName');
const USER_NAME = 'pseudonym_address(userPrincipalName)';

/** Whoever has the roster, or the file of exceptions, would know a line by its number. */
const NO_LINE = 'NULL::BIGINT AS line';

/** The columns of each list, one by one: a new one is in no copy until somebody says whom it names. In the order of the pseudonyms. */
const SHARED: Readonly<Record<ListName, (rows: string, checkOrder: string) => string>> = {
  ages: (rows) => `SELECT * FROM (
      SELECT "check", ${ACCOUNT_ID} AS accountId, establishment, state, openSince FROM ${rows})
    ORDER BY "check", accountId`,
  changes: (rows, order) => `SELECT * FROM (
      SELECT "check", change, "verdictBefore", verdict, ${USER_NAME} AS userPrincipalName, ${DISPLAY_NAME} AS displayName,
        category, physician, establishment, accountEnabled, ${ACCOUNT_ID} AS accountId, ${DETAIL} AS detail
      FROM ${rows})
    ORDER BY ${order}, list_position(${MOVE_ORDER_SQL}, change), physician DESC, userPrincipalName, accountId`,
  // The reason is a free text, which may tell of anybody: it stays with the audit.
  exceptions: (rows, order) => `SELECT * FROM (
      SELECT "check", standing,
        CASE WHEN lower("account") = lower(accountId) THEN ${ACCOUNT_ID} ELSE pseudonym_address("account") END AS "account",
        ${USER_NAME} AS userPrincipalName, ${DISPLAY_NAME} AS displayName, physician, establishment, ${ACCOUNT_ID} AS accountId,
        NULL::VARCHAR AS reason,
        CASE WHEN contains("owner", '@') THEN pseudonym_address("owner") ELSE ${pseudonym('person', '"owner"')} END AS "owner",
        until, ${NO_LINE}
      FROM ${rows})
    ORDER BY ${order}, "account", until`,
  'roster-unmatched': (rows) => `SELECT ${NO_LINE}, * FROM (
      SELECT pseudonym_address("key") AS "key", category, establishment, pseudonym_address(nearestKey) AS nearestKey,
        pseudonym_address(nearestUserPrincipalName) AS nearestUserPrincipalName,
        ${pseudonym('person', 'nearestDisplayName')} AS nearestDisplayName
      FROM ${rows})
    ORDER BY "key"`,
};
