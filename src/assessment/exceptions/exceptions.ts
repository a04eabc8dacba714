import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isChosen } from '../../config/chosen-checks.ts';
import { CHECKS } from '../../checks/catalogue.ts';
import type { Config } from '../../config/config.ts';
import { readExceptions, type Exceptions } from '../../config/exceptions/read-exceptions.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { makeFolders } from '../../disk/make-folders.ts';
import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import {
  EXCEPTION_STANDINGS,
  type Excepted,
  type ExceptionsSection,
} from '../../situation/exceptions/exceptions-schema.ts';
import type { Indicator } from '../../situation/situation.ts';
import { EXCEPTION_TABLE_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { exceptionsFile, verdictColumn } from '../../situation/findings-tables.ts';
import { groupedBy, parted, type Parted } from '../establishments/parted.ts';
import { writeTable } from '../write-table.ts';

const cellSchema = z.object({
  check: z.string(),
  establishment: z.string(),
  physician: z.boolean(),
  accepted: z.number(),
  expired: z.number(),
  expiredUndetermined: z.number(),
});
type Cell = z.infer<typeof cellSchema>;

/** A check that judged: where its count is a lower bound, an account that it did not find may be one. */
export interface JudgedBy {
  readonly id: string;
  readonly lowerBound: boolean;
}

/** How far a name that no account of the dossier bears is nobody's. */
interface Directory {
  readonly isWhole: boolean;
  readonly isMailAsked: boolean;
}

interface JudgedOn {
  /** Exceptions that end before it are expired. */
  readonly day: string;
  readonly checks: readonly JudgedBy[];
  /** Ids of the configuration's checks, whether they judged or not. */
  readonly own: readonly string[];
  readonly directory: Directory;
}

/** What the exceptions are of: the figures of each check, and the file as a whole. */
export interface ExceptionsFound {
  readonly section: ExceptionsSection;
  readonly of: (checkId: string) => Parted<NonNullable<Indicator['exceptions']>>;
}

const JSON_TYPE =
  '[{"line":"INTEGER","check":"VARCHAR","account":"VARCHAR","reason":"VARCHAR","owner":"VARCHAR","until":"DATE"}]';

/** The accepted cases of the configuration; undefined without any, and a table of an earlier assessment is removed. */
export async function exceptionsOf(
  db: DuckDb,
  { auditFolder, config, configFolder }: { auditFolder: string; config: Config; configFolder: string },
  judged: JudgedOn,
): Promise<ExceptionsFound | undefined> {
  await rm(exceptionsFile(auditFolder), { force: true });
  if (config.exceptions === undefined) return undefined;
  // Of an audit that is judged by fewer checks, another check's exceptions are no error.
  const known = [...new Set([...CHECKS.map(({ id }) => id), ...judged.own])];
  const { all, sha256 } = await readExceptions(resolve(configFolder, config.exceptions.file), known);
  // Of a check that is left out by choice, nobody asks whether they hold.
  const read = { sha256, all: all.filter(({ check }) => isChosen(config, check)) };
  await makeFolders(auditPaths.findings(auditFolder));
  return findExceptions(db, read, { ...judged, auditFolder });
}

/**
 * Holds the exceptions against the verdicts of `dossier`, and writes `findings/exceptions.parquet`. Needs `judgeAll`. They change no
 * verdict and no count.
 */
async function findExceptions(
  db: DuckDb,
  exceptions: Exceptions,
  { auditFolder, ...judged }: JudgedOn & { readonly auditFolder: string },
): Promise<ExceptionsFound> {
  const { day } = judged;
  await db.run(
    `CREATE OR REPLACE TEMP TABLE exception_lines AS
     SELECT unnest(from_json($json::VARCHAR, ${literal(JSON_TYPE)}), recursive := true)`,
    { json: JSON.stringify(exceptions.all) },
  );
  await db.run(`CREATE OR REPLACE TEMP TABLE exceptions AS ${stoodSql(judged)}`);
  const columns = EXCEPTION_TABLE_COLUMNS.map(({ name }) => identifier(name)).join(', ');
  await writeTable(db, `SELECT ${columns} FROM exceptions ORDER BY line`, exceptionsFile(auditFolder));
  const cells = await cellsOf(db, day);
  return {
    section: {
      sha256: exceptions.sha256,
      ...{ day, lines: exceptions.all.length, byStanding: await standingsOf(db) },
      expiredUndetermined: await expiredUndetermined(db, day),
    },
    of: (checkId) =>
      parted(cells.get(checkId) ?? [], (own) => ({
        ...sumOf(own),
        ...undeterminedOf(own),
        physicians: sumOf(own.filter(({ physician }) => physician)),
      })),
  };
}

/**
 * Each line with the account that it names, by its userPrincipalName, its id or its mail, the first of these winning. Of a check that
 * did not judge, and of one that could not see every finding, an account that is none may be one; so may one that was not read, or not by
 * its mail address.
 */
function stoodSql({ day, checks, directory }: JudgedOn): string {
  const verdict =
    checks.length === 0
      ? 'NULL'
      : `CASE x."check" ${checks
          .map(({ id }) => `WHEN ${literal(id)} THEN d.${identifier(verdictColumn(id))}`)
          .join(' ')} END`;
  const names = ['userPrincipalName', 'accountId', 'otherMail'].map(
    (name, rank) =>
      `SELECT lower(${name}) AS name, accountId, ${rank} AS rank FROM dossier WHERE ${name} IS NOT NULL`,
  );
  const bounded = checks.filter(({ lowerBound }) => lowerBound).map(({ id }) => literal(id));
  return `WITH named AS (
      SELECT DISTINCT ON (line) line, accountId FROM exception_lines JOIN (${names.join(' UNION ALL ')}) n ON n.name = lower(account)
      ORDER BY line, rank, accountId
    ), judged AS (
      SELECT x.*, d.userPrincipalName, d.displayName, d.physician, d.establishment, d.accountId, ${verdict} AS verdict
      FROM exception_lines x LEFT JOIN named USING (line) LEFT JOIN dossier d ON d.accountId = named.accountId
    ) SELECT *, CASE WHEN accountId IS NULL THEN CASE WHEN ${mayBeUnread(directory)} THEN 'undetermined' ELSE 'no-account' END
        WHEN verdict IS NULL OR verdict = 'undetermined' THEN 'undetermined'
        WHEN verdict <> 'non-compliant' AND list_contains([${bounded.join(', ')}]::VARCHAR[], "check") THEN 'undetermined'
        WHEN verdict <> 'non-compliant' THEN 'no-finding'
        WHEN until < ${literal(day)}::DATE THEN 'expired' ELSE 'accepted' END AS standing FROM judged`;
}

/** SQL over a line whose account is not in the dossier. */
function mayBeUnread({ isWhole, isMailAsked }: Directory): string {
  if (!isWhole) return 'true';
  return isMailAsked ? 'false' : `contains(account, '@')`;
}

/** An account that two lines name is accepted where one of them holds. */
async function cellsOf(db: DuckDb, day: string): Promise<Map<string, Cell[]>> {
  const cells = await db.rows(
    `SELECT "check", establishment, physician, count(*) FILTER (WHERE standing = 'accepted')::DOUBLE AS accepted,
       count(*) FILTER (WHERE standing = 'expired')::DOUBLE AS expired,
       count(*) FILTER (WHERE standing = 'undetermined')::DOUBLE AS expiredUndetermined
     FROM (SELECT "check", coalesce(accountId, lower(account)) AS named, coalesce(any_value(establishment), '') AS establishment,
         coalesce(any_value(physician), false) AS physician, min(standing) AS standing, max(until) AS lastDay
       FROM exceptions WHERE standing IN ('accepted', 'expired', 'undetermined') GROUP BY "check", named)
     WHERE standing <> 'undetermined' OR lastDay < ${literal(day)}::DATE
     GROUP BY ALL`,
    cellSchema,
  );
  return groupedBy(cells, ({ check }) => check);
}

/** Lines whose last day is past, and of whose account nobody knows whether it is found. */
async function expiredUndetermined(db: DuckDb, day: string): Promise<number> {
  const { lines } = await db.row(
    `SELECT count(*)::DOUBLE AS lines FROM exceptions WHERE standing = 'undetermined' AND until < ${literal(day)}::DATE`,
    z.object({ lines: z.number() }),
  );
  return lines;
}

async function standingsOf(db: DuckDb): Promise<ExceptionsSection['byStanding']> {
  const rows = await db.rows(
    `SELECT standing, count(*)::DOUBLE AS lines FROM exceptions GROUP BY standing`,
    z.object({ standing: z.enum(EXCEPTION_STANDINGS), lines: z.number() }),
  );
  const of = (standing: (typeof EXCEPTION_STANDINGS)[number]): number =>
    rows.find((row) => row.standing === standing)?.lines ?? 0;
  return {
    accepted: of('accepted'),
    expired: of('expired'),
    'no-finding': of('no-finding'),
    undetermined: of('undetermined'),
    'no-account': of('no-account'),
  };
}

function sumOf(cells: readonly Cell[]): Excepted {
  return { accepted: sum(cells, 'accepted'), expired: sum(cells, 'expired') };
}

function undeterminedOf(
  cells: readonly Cell[],
): Pick<NonNullable<Indicator['exceptions']>, 'expiredUndetermined'> {
  const n = sum(cells, 'expiredUndetermined');
  return n === 0 ? {} : { expiredUndetermined: n };
}

function sum(cells: readonly Cell[], of: 'accepted' | 'expired' | 'expiredUndetermined'): number {
  return cells.reduce((total, cell) => total + cell[of], 0);
}
