import { z } from 'zod';
import { identifier, literal, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { asIs, joinedBy, KnownError, messageOf, worded, type InBoth } from '../errors.ts';
import type { SourceReport } from './manifest.ts';
import { ADDED_COLUMNS, TABLES, type SourceId } from './tables.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import { TO_MEND_SQL } from '../texts/visible-text.ts';

/** The file's rows as SQL reads them; a folder named `isAdmin=true` above it adds no column. */
export function tableScan(file: string): string {
  return `read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
}

/** What a table that is sound may hold all the same. */
export interface Checked {
  /** Columns with texts that hold what cannot be seen: of earlier versions, which took it over. */
  readonly unseenIn: readonly string[];
}

/**
 * Makes sure that a table of the snapshot is what its source's report says: Parquet, legible to its end, with the
 * columns and types of its table, as many rows as were read, one per account, and no value that no collection writes. Tells what is to be mended of it while it is read.
 *
 * @throws KnownError `local` telling what is wrong
 */
export async function checkTable(db: DuckDb, report: SourceReport, file: string): Promise<Checked> {
  try {
    const texts = await checkColumns(db, report.id, file);
    const { rows, settled, wrong, unseenIn } = await readThrough(db, report.id, file, texts);
    if (wrong.length > 0) throw damaged(file, joinedBy(', ', wrong));
    if (!agrees(report, rows, settled)) {
      throw damaged(file, worded(TROUBLE_WORDS.otherRows, { rows, read: report.read }));
    }
    await checkKeys(db, report.id, file, rows);
    return { unseenIn };
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw damaged(file, TROUBLE_WORDS.noParquet, error);
  }
}

/** A file of the snapshot that is not what was collected. */
export function damaged(file: string, why: InBoth, cause?: unknown): KnownError {
  const detail = cause === undefined ? '' : ` (${messageOf(cause).split('\n', 1)[0] ?? ''})`;
  return new KnownError(
    'local',
    worded(TROUBLE_WORDS.damaged, { file, why: joinedBy('', [why, asIs(detail)]) }),
    {
      nextSteps: [TROUBLE_WORDS.collectNew],
      cause,
    },
  );
}

const columnSchema = z.object({ name: z.string(), type: z.string() });

/** Gives the columns of texts that are there. */
async function checkColumns(db: DuckDb, id: SourceId, file: string): Promise<string[]> {
  const columnsOf = async (select: string): Promise<Map<string, string>> => {
    const sql = `SELECT column_name AS name, column_type AS type FROM (DESCRIBE ${select})`;
    return new Map((await db.rows(sql, columnSchema)).map(({ name, type }) => [name, type]));
  };
  const typed = Object.entries<string>(TABLES[id]).map(
    ([name, type]) => `NULL::${type} AS ${identifier(name)}`,
  );
  const wanted = await columnsOf(`SELECT ${typed.join(', ')}`);
  const present = await columnsOf(`FROM ${tableScan(file)}`);
  const added = ADDED_COLUMNS[id] ?? [];
  const missing = [...wanted.keys()].filter((name) => !present.has(name) && !added.includes(name));
  if (missing.length > 0)
    throw damaged(file, worded(TROUBLE_WORDS.noColumn, { columns: missing.join(', ') }));
  for (const [name, type] of wanted) {
    const found = present.get(name);
    if (found !== undefined && found !== type)
      throw damaged(file, worded(TROUBLE_WORDS.otherType, { name, found, type }));
  }
  return [...wanted].flatMap(([name, type]) => (type === 'VARCHAR' && present.has(name) ? [name] : []));
}

interface Content {
  readonly rows: number;
  /** Mailboxes whose rules are known; equal to `rows` for any other table. */
  readonly settled: number;
  /** What must not be, and is. */
  readonly wrong: readonly InBoth[];
  readonly unseenIn: readonly string[];
}

const SETTLED = `outcome IN ('rules', 'none', 'no-cloud-mailbox')`;
const OUTCOMES = `${SETTLED} OR outcome IN ('denied', 'gave-up', 'error')`;

/** Reads every value of every column, so that no damage comes to light later. */
async function readThrough(
  db: DuckDb,
  id: SourceId,
  file: string,
  texts: readonly string[],
): Promise<Content> {
  const rules = rulesOf(id);
  const list = rules.map(({ broken }) => `coalesce(bool_or(${broken}), false)`);
  const unseen = texts.map(
    (name) => `coalesce(bool_or(regexp_matches(${identifier(name)}, ${literal(TO_MEND_SQL)})), false)`,
  );
  const { rows, settled, found, holds } = await db.row(
    `SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (${id === 'inbox-rules' ? SETTLED : 'true'})::DOUBLE AS settled,
       [${list.join(', ')}]::BOOLEAN[] AS found, [${unseen.join(', ')}]::BOOLEAN[] AS holds, max(hash(t)) AS whole FROM ${tableScan(file)} t`,
    z.object({
      ...{ rows: z.number(), settled: z.number() },
      ...{ found: z.array(z.boolean()), holds: z.array(z.boolean()) },
    }),
  );
  return {
    ...{ rows, settled },
    wrong: rules.flatMap(({ what }, index) => (found[index] === true ? [what] : [])),
    unseenIn: texts.filter((_, index) => holds[index] === true),
  };
}

function rulesOf(id: SourceId): { what: InBoth; broken: string }[] {
  const rules = Object.entries<string>(TABLES[id]).flatMap(([name, type]) => {
    const column = identifier(name);
    if (name === 'accountId' && ONE_PER_ACCOUNT.has(id)) {
      const missing = WITHOUT_ACCOUNTS.has(id) ? 'false' : `${column} IS NOT DISTINCT FROM NULL`;
      return [{ what: TROUBLE_WORDS.emptyAccountId, broken: `${missing} OR ${column} = ''` }];
    }
    if (type === 'DATE' || type === 'TIMESTAMP') {
      const broken = `NOT isfinite(${column}) OR year(${column}) NOT BETWEEN 1 AND 9999`;
      return [{ what: worded(TROUBLE_WORDS.noDay, { name }), broken }];
    }
    return type === 'BIGINT'
      ? [
          {
            what: worded(TROUBLE_WORDS.noCount, { name }),
            broken: `${column} NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}`,
          },
        ]
      : [];
  });
  if (id !== 'inbox-rules') return rules;
  return [...rules, { what: TROUBLE_WORDS.noOutcome, broken: `(${OUTCOMES}) IS NOT TRUE` }];
}

/** What was read is rows; of the tenant it is answers, and of inbox rules the mailboxes that gave theirs. */
function agrees({ id, read }: SourceReport, rows: number, settled: number): boolean {
  if (id === 'tenant') return rows <= 1;
  return id === 'inbox-rules' ? settled <= read && read <= rows : read === rows;
}

const ONE_PER_ACCOUNT: ReadonlySet<SourceId> = new Set([
  'accounts',
  'sign-in-activity',
  'inbox-rules',
  'mailbox-forwarding',
  'mfa-registrations',
]);

/** Exchange Online has mailboxes that belong to no account. */
const WITHOUT_ACCOUNTS: ReadonlySet<SourceId> = new Set(['mailbox-forwarding']);

/** So many keys are compared at once, to keep the memory flat. */
const KEYS_AT_ONCE = 250_000;

async function checkKeys(db: DuckDb, id: SourceId, file: string, rows: number): Promise<void> {
  if (!ONE_PER_ACCOUNT.has(id)) return;
  const parts = Math.max(1, Math.ceil(rows / KEYS_AT_ONCE));
  for (let part = 0; part < parts; part += 1) {
    const twice = await db.rows(
      `SELECT 1 AS twice FROM ${tableScan(file)} WHERE accountId IS NOT NULL AND hash(accountId) % ${parts} = ${part}
       GROUP BY accountId HAVING count(*) > 1 LIMIT 1`,
      z.object({ twice: z.number() }),
    );
    if (twice.length > 0) throw damaged(file, TROUBLE_WORDS.accountTwice);
  }
}
