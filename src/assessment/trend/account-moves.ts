import { z } from 'zod';
import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { createTextMacros } from '../../population/text-macros.ts';
import { foundIn, judgedIn } from './findings-tables.ts';
import { MOVE_SQL, moveOf, type Standing } from './move-kinds.ts';
import type { Moves } from '../../situation/trend/trend-schema.ts';

/** One check in two audits whose findings are there. */
export interface ComparedCheck {
  readonly id: string;
  readonly beforeFolder: string;
  readonly nowFolder: string;
  /** Columns that tell one item of an account from another, where both audits have them. */
  readonly itemKey: readonly string[] | undefined;
  /** False: the later audit keeps no display name, and takes none of the earlier one. */
  readonly names: boolean;
}

const standing = z.enum(['non-compliant', 'compliant', 'undetermined', 'absent']);

const cellSchema = z.object({
  before: standing,
  now: standing,
  altered: z.boolean(),
  physicianBefore: z.boolean(),
  physicianNow: z.boolean(),
  establishmentBefore: z.string(),
  establishmentNow: z.string(),
  accounts: z.number(),
});
/** So many accounts went the same way. */
export type MoveCell = z.infer<typeof cellSchema>;

/**
 * Makes the table `moved`: every account that is non-compliant in one of the two audits, where it stood and stands, and
 * `change`, null where it did not move.
 */
export async function findMoves(db: DuckDb, check: ComparedCheck): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP TABLE "newItems" AS ${newItems(check)}`);
  await db.run(`CREATE OR REPLACE TEMP TABLE moved AS
    WITH pairs AS (
      SELECT accountId, b.verdict AS "verdictBefore", n.verdict,
        b.physician AS "physicianBefore", n.physician AS "physicianNow",
        b.establishment AS "establishmentBefore", n.establishment AS "establishmentNow"
      FROM (${verdictsIn(check.beforeFolder, check.id)}) b FULL JOIN (${verdictsIn(check.nowFolder, check.id)}) n USING (accountId)
      WHERE b.verdict = 'non-compliant' OR n.verdict = 'non-compliant'
    ), stood AS (
      SELECT *, ${standingOf('"verdictBefore"')} AS "before", ${standingOf('verdict')} AS "now",
        "newItems".detail IS NOT NULL AS altered
      FROM pairs LEFT JOIN "newItems" USING (accountId)
    ) SELECT *, ${MOVE_SQL} AS change FROM stood`);
}

function verdictsIn(auditFolder: string, checkId: string): string {
  return `SELECT DISTINCT accountId, verdict, physician, establishment FROM ${judgedIn(auditFolder, checkId)}`;
}

function standingOf(verdict: string): string {
  return `CASE WHEN ${verdict} IS NULL OR ${verdict} = 'not-applicable' THEN 'absent' ELSE ${verdict} END`;
}

/** The items of each non-compliant account that the earlier audit did not find with it: "mechanism: target; …". */
function newItems({ id, beforeFolder, nowFolder, itemKey }: ComparedCheck): string {
  if (itemKey === undefined) return `SELECT NULL::VARCHAR AS accountId, NULL::VARCHAR AS detail WHERE false`;
  const columns = itemKey.map((name) => `${identifier(name)}::VARCHAR`);
  const items = (folder: string): string =>
    `SELECT accountId, [${columns.map((column) => `lower(coalesce(${column}, ''))`).join(', ')}] AS "key",
       concat_ws(': ', ${columns.join(', ')}) AS label
     FROM ${foundIn(folder, id)} WHERE verdict = 'non-compliant' AND coalesce(${columns.join(', ')}) IS NOT NULL`;
  return `SELECT accountId, string_agg(DISTINCT label, '; ' ORDER BY label) AS detail
    FROM (${items(nowFolder)}) n ANTI JOIN (${items(beforeFolder)}) b USING (accountId, "key") GROUP BY accountId`;
}

/**
 * How many accounts of `moved` went which way, by what both audits say they are.
 *
 * @param write the later audit's writing of an establishment
 */
export async function moveCells(db: DuckDb, write: (establishment: string) => string): Promise<MoveCell[]> {
  const cells = await db.rows(
    `SELECT "before", "now", altered, coalesce("physicianBefore", false) AS "physicianBefore",
       coalesce("physicianNow", false) AS "physicianNow", coalesce("establishmentBefore", '') AS "establishmentBefore",
       coalesce("establishmentNow", '') AS "establishmentNow", count(*)::DOUBLE AS accounts
     FROM moved GROUP BY ALL`,
    cellSchema,
  );
  return cells.map((cell) => ({ ...cell, establishmentBefore: write(cell.establishmentBefore) }));
}

const placedSchema = z.object({
  both: z.number(),
  establishment: z.number(),
  physicians: z.number(),
  physician: z.number(),
});
/** Of the accounts of both audits: those of another establishment, physicians in either, and in one alone. */
export type Placed = z.infer<typeof placedSchema>;

/** How the accounts that a check found in both audits are placed. */
export async function placedOtherwise(
  db: DuckDb,
  { id, beforeFolder, nowFolder }: ComparedCheck,
): Promise<Placed> {
  await createTextMacros(db);
  const accounts = (folder: string): string =>
    `SELECT DISTINCT accountId, coalesce(physician, false) AS physician, coalesce(establishment, '') AS establishment
     FROM ${judgedIn(folder, id)}`;
  return db.row(
    `SELECT count(*)::DOUBLE AS "both", count(*) FILTER (WHERE name_key(b.establishment) <> name_key(n.establishment))::DOUBLE AS establishment,
       count(*) FILTER (WHERE b.physician OR n.physician)::DOUBLE AS physicians,
       count(*) FILTER (WHERE b.physician <> n.physician)::DOUBLE AS physician
     FROM (${accounts(beforeFolder)}) b JOIN (${accounts(nowFolder)}) n USING (accountId)`,
    placedSchema,
  );
}

/** Whether an account counts in the earlier audit, and in this one, of a part of the tenant. */
export interface Part {
  readonly wasIn: (cell: MoveCell) => boolean;
  readonly isIn: (cell: MoveCell) => boolean;
}

/** The moves into, out of and within a part of the tenant: who came from another part was absent from this one. */
export function movesOf(cells: readonly MoveCell[], { wasIn, isIn }: Part): Moves {
  const moves: Moves = {
    appeared: 0,
    joined: 0,
    becameKnown: 0,
    resolved: 0,
    left: 0,
    becameUnknown: 0,
    altered: 0,
  };
  for (const cell of cells) {
    const before: Standing = wasIn(cell) ? cell.before : 'absent';
    const kind = moveOf(before, isIn(cell) ? cell.now : 'absent', cell.altered);
    if (kind !== null) moves[kind] += cell.accounts;
  }
  return moves;
}

/** The columns of `changes.parquet`, one row for each account of `moved` that moved, with its names now, else then. */
export function changedAccounts({ id, beforeFolder, nowFolder, names }: ComparedCheck): string {
  const name = names ? 'displayName' : 'NULL::VARCHAR AS displayName';
  const named = (folder: string, condition: string): string =>
    `SELECT DISTINCT ON (accountId) accountId, userPrincipalName, ${name}, category, physician, establishment, accountEnabled
     FROM ${judgedIn(folder, id)} WHERE accountId IN (SELECT accountId FROM moved WHERE change IS NOT NULL AND ${condition})`;
  return `SELECT ${literal(id)} AS "check", change, "verdictBefore", verdict, who.* EXCLUDE (accountId), accountId, detail
    FROM moved JOIN (${named(nowFolder, 'verdict IS NOT NULL')} UNION ALL ${named(beforeFolder, 'verdict IS NULL')}) who USING (accountId)
    WHERE change IS NOT NULL`;
}
