import { z } from 'zod';
import { dossierColumns } from '../../dossier/columns.ts';
import { createKnownMacros, KNOWN_FIELDS } from '../../dossier/known.ts';
import { createRules } from '../../dossier/rules.ts';
import { identifier, literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { messageOf, worded, WordedError, type InBoth } from '../../errors.ts';
import { createTextMacros } from '../../population/text-macros.ts';
import { OWN_CHECK_WORDS } from './own-check-words.ts';

/** Why an expression cannot stand in a check, as the end of a sentence. */
export class NoExpression extends WordedError {
  override readonly name: string = 'NoExpression';
}

const parsedSchema = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z
    .array(z.object({ node: z.looseObject({ type: z.string(), select_list: z.array(z.unknown()) }) }))
    .optional(),
});
const nodeSchema = z.record(z.string(), z.unknown());

/** What an expression may call beside what always gives the same of the same: macros over the dossier. */
const OURS = new Set(['known', 'is_read']);
/** Macros of DuckDB’s own that give the same of the same. */
const PLAIN_MACROS = [
  ...['array_to_string', 'date_add', 'days_in_month', 'list_count', 'list_max', 'list_min', 'list_sum'],
  ...['nullif', 'split_part'],
];
/** These read the session, or SQL that is handed to them. */
const REFUSED = new Set([
  'getvariable',
  'current_setting',
  'getenv',
  'query',
  'query_table',
  'nextval',
  'currval',
]);

/** A session that knows the dossier's columns and no account: nothing is read of any file. */
export async function withEmptyDossier<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openDuckDb({ reaches: [], memoryLimitMb: 100, threads: 1 });
  try {
    const columns = dossierColumns().map(([name, { type }]) => `${identifier(name)} ${type}`);
    await db.run(`CREATE TABLE dossier (${columns.join(', ')})`);
    const fields = Object.entries(KNOWN_FIELDS).map(([name, { type }]) => `${identifier(name)} ${type}`);
    await db.run(`SET VARIABLE known = (SELECT NULL::STRUCT(${fields.join(', ')}))`);
    await createTextMacros(db);
    await createKnownMacros(db);
    await createRules(db);
    return await work(db);
  } finally {
    await db.close();
  }
}

/**
 * An expression over the dossier's columns as DuckDB writes it from its own parse tree: without subqueries, aggregates, windows, tables,
 * files, clocks, chance or settings, so that it gives the same of the same account. Throws `NoExpression`.
 *
 * @param wanted the types of DuckDB that it may have, and what it must be, as the end of a sentence
 */
export async function oneExpression(
  db: DuckDb,
  sql: string,
  wanted: { readonly types: readonly string[]; readonly what: InBoth },
): Promise<string> {
  const { json } = await db.row(
    'SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS json',
    z.object({ json: z.string() }),
    { sql: `SELECT ${sql}\n` },
  );
  const parsed = parsedSchema.parse(JSON.parse(json));
  const [statement, another] = parsed.statements ?? [];
  if (parsed.error)
    throw new NoExpression(worded(OWN_CHECK_WORDS.noSql, { why: parsed.error_message ?? '' }));
  if (statement === undefined || another !== undefined || !isBare(statement.node))
    throw new NoExpression(OWN_CHECK_WORDS.oneExpression);
  await refuseCalls(db, statement.node.select_list);
  const { text } = await db.row(
    'SELECT json_deserialize_sql($json::JSON) AS text',
    z.object({ text: z.string() }),
    { json },
  );
  const expression = text.replace(/^SELECT /, '').replace(/;\s*$/, '');
  const found = await typeOf(db, expression);
  if (!wanted.types.includes(found))
    throw new NoExpression(worded(OWN_CHECK_WORDS.otherType, { wanted: wanted.what, found }));
  return expression;
}

/** A SELECT of one thing, from nothing, with nothing after it. */
function isBare(node: Readonly<Record<string, unknown>>): boolean {
  const from = nodeSchema.safeParse(node.from_table).data;
  const isEmpty = (value: unknown): boolean =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  const one = Array.isArray(node.select_list) && node.select_list.length === 1;
  return (
    node.type === 'SELECT_NODE' &&
    one &&
    from?.type === 'EMPTY' &&
    [node.where_clause, node.having, node.qualify, node.group_expressions, node.modifiers].every(isEmpty)
  );
}

async function refuseCalls(db: DuckDb, tree: unknown): Promise<void> {
  const found = callsIn(tree);
  if (found.hasSubquery) throw new NoExpression(OWN_CHECK_WORDS.subquery);
  if (found.hasStar) throw new NoExpression(OWN_CHECK_WORDS.star);
  if (found.names.length === 0) return;
  const steady = await steadyFunctions(db);
  const other = found.names.find((name) => REFUSED.has(name) || !(steady.has(name) || OURS.has(name)));
  if (other !== undefined) throw new NoExpression(worded(OWN_CHECK_WORDS.unsteady, { name: other }));
}

/**
 * Scalar functions that depend on what they are given alone, and the rules of the dossier. What a macro of DuckDB’s own calls is not
 * seen here: `ago` reads the clock.
 */
async function steadyFunctions(db: DuckDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows(
    `SELECT function_name AS name FROM duckdb_functions() GROUP BY function_name
     HAVING bool_and(coalesce(stability, 'CONSISTENT') = 'CONSISTENT'
       AND (function_type = 'scalar' OR (function_type = 'macro' AND (NOT internal OR function_name IN (${PLAIN_MACROS.map(literal).join(', ')})))))`,
    z.object({ name: z.string() }),
  );
  return new Set(rows.map(({ name }) => name));
}

interface Calls {
  readonly names: string[];
  hasSubquery: boolean;
  hasStar: boolean;
}

function callsIn(tree: unknown, calls: Calls = { names: [], hasSubquery: false, hasStar: false }): Calls {
  if (Array.isArray(tree)) {
    for (const part of tree) callsIn(part, calls);
    return calls;
  }
  const { success, data: node } = nodeSchema.safeParse(tree);
  if (!success) return calls;
  if (node.class === 'SUBQUERY' || node.type === 'SELECT_NODE') calls.hasSubquery = true;
  if (node.class === 'STAR') calls.hasStar = true;
  if (node.class === 'WINDOW') calls.names.push('window');
  if (node.class === 'FUNCTION') calls.names.push(String(node.function_name).toLowerCase());
  for (const part of Object.values(node)) callsIn(part, calls);
  return calls;
}

async function typeOf(db: DuckDb, expression: string): Promise<string> {
  try {
    const { type } = await db.row(
      `SELECT column_type AS type FROM (DESCRIBE SELECT (${expression}) AS x FROM dossier)`,
      z.object({ type: z.string() }),
    );
    return type;
  } catch (error) {
    const why = messageOf(error).split('\n', 1)[0] ?? '';
    throw new NoExpression(worded(OWN_CHECK_WORDS.notWorkedOut, { why }));
  }
}
