import { z } from 'zod';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';

/** What an SQL expression names beside its own words. */
export interface Named {
  readonly columns: readonly string[];
  /** Fields of `known()`. */
  readonly known: readonly string[];
  /** Arguments of `is_read`. */
  readonly read: readonly string[];
}

interface Found {
  readonly columns: Set<string>;
  readonly known: Set<string>;
  readonly read: Set<string>;
}

interface Macro {
  readonly parameters: readonly string[];
  readonly body: unknown;
}
type Macros = ReadonlyMap<string, Macro>;

type Node = Readonly<Record<string, unknown>>;

/**
 * What each of the expressions names, told by DuckDB's own parse tree: macros of the session expanded, parameters of lambdas,
 * fields of structs and columns of subqueries told from columns.
 *
 * @throws Error for an expression that is none
 */
export async function namedIn(db: DuckDb, expressions: readonly string[]): Promise<Named[]> {
  const macros = await macrosOf(db);
  const trees = await treesOf(db, expressions);
  return trees.map((tree) => {
    const found: Found = { columns: new Set(), known: new Set(), read: new Set() };
    walk(tree, new Set(), { macros, found });
    return { columns: [...found.columns], known: [...found.known], read: [...found.read] };
  });
}

/** The parse tree of each expression's SELECT. */
async function treesOf(db: DuckDb, expressions: readonly string[]): Promise<unknown[]> {
  if (expressions.length === 0) return [];
  const serialized = expressions.map(
    (expression) => `json_serialize_sql(${literal(`SELECT ${expression}`)})::VARCHAR`,
  );
  const { trees } = await db.row(
    `SELECT [${serialized.join(', ')}] AS trees`,
    z.object({ trees: z.array(z.string()) }),
  );
  return trees.map((tree, place) => {
    const parsed = treeSchema.parse(JSON.parse(tree));
    if (!parsed.error) return parsed.statements?.map(({ node }) => node.select_list);
    throw new Error(`no SQL expression: ${expressions[place] ?? ''}: ${parsed.error_message ?? ''}`);
  });
}

const treeSchema = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z
    .array(z.object({ node: z.object({ select_list: z.array(z.record(z.string(), z.unknown())) }) }))
    .optional(),
});

const macroSchema = z.object({ name: z.string(), parameters: z.array(z.string()), body: z.string() });

async function macrosOf(db: DuckDb): Promise<Macros> {
  const rows = await db.rows(
    `SELECT function_name AS "name", parameters, macro_definition AS body FROM duckdb_functions()
     WHERE function_type = 'macro' AND NOT internal AND macro_definition IS NOT NULL`,
    macroSchema,
  );
  const bodies = await treesOf(
    db,
    rows.map(({ body }) => body),
  );
  return new Map(rows.map(({ name, parameters }, place) => [name, { parameters, body: bodies[place] }]));
}

interface Walk {
  readonly macros: Macros;
  readonly found: Found;
}

type Scope = ReadonlySet<string>;

/** `scope`: names that stand for something else than a column of the dossier. */
function walk(node: unknown, scope: Scope, work: Walk): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, scope, work);
    return;
  }
  if (!isNode(node)) return;
  switch (node.class ?? node.type) {
    case 'COLUMN_REF': {
      namesColumn(node, scope, work);
      return;
    }
    case 'LAMBDA': {
      walk(node.expr, new Set([...scope, ...lambdaParameters(node.lhs)]), work);
      return;
    }
    case 'FUNCTION': {
      callsFunction(node, scope, work);
      return;
    }
    case 'SELECT_NODE': {
      walkSelect(node, work);
      return;
    }
    default:
      if (node.type === 'STRUCT_EXTRACT' && isFieldOfKnown(node, work)) return;
      for (const value of Object.values(node)) walk(value, scope, work);
  }
}

function namesColumn(node: Node, scope: Scope, { found }: Walk): void {
  const [first] = textsOf(node.column_names);
  if (first !== undefined && !scope.has(first)) found.columns.add(first);
}

function callsFunction(node: Node, scope: Scope, work: Walk): void {
  const name = String(node.function_name);
  const [argument] = childrenOf(node);
  if (name === 'is_read' && argument !== undefined) {
    work.found.read.add(constantOf(argument));
    return;
  }
  for (const value of Object.values(node)) walk(value, scope, work);
  const macro = work.macros.get(name);
  if (macro !== undefined && name !== 'known') walk(macro.body, new Set(macro.parameters), work);
}

function isFieldOfKnown(node: Node, { found }: Walk): boolean {
  const [of, field] = childrenOf(node);
  if (of?.function_name !== 'known' || field === undefined) return false;
  found.known.add(constantOf(field));
  return true;
}

/** A subquery sees the columns of what it selects from; over a table, these are the dossier's. */
function walkSelect(node: Node, work: Walk): void {
  const from = node.from_table;
  const inner = isNode(from) && isNode(from.subquery) ? from.subquery.node : undefined;
  const scope = new Set(isNode(inner) ? outputsOf(inner) : []);
  for (const value of Object.values(node)) walk(value, scope, work);
}

function outputsOf(select: Node): string[] {
  const list = select.select_list;
  if (!Array.isArray(list)) return [];
  return list.filter(isNode).flatMap((one) => {
    if (typeof one.alias === 'string' && one.alias !== '') return [one.alias];
    return textsOf(one.column_names).slice(-1);
  });
}

function lambdaParameters(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.class === 'COLUMN_REF') return textsOf(node.column_names).slice(0, 1);
  return childrenOf(node).flatMap(lambdaParameters);
}

function childrenOf(node: Node): Node[] {
  const children = node.children;
  return Array.isArray(children) ? children.filter(isNode) : [];
}

function constantOf(node: Node): string {
  const value = isNode(node.value) ? node.value.value : undefined;
  if (typeof value === 'string') return value;
  throw new Error('is_read() and the fields of known() take a constant');
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
