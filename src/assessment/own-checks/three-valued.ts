import { z } from 'zod';
import { dossierColumns, type DossierColumnName } from '../../dossier/columns.ts';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { ASKS_FOR_NULL, LAMBDA_TAKING, NULL_PASSING, NULL_PASSING_OPERATORS } from './null-passing.ts';

const parsedSchema = z.object({
  statements: z.tuple([z.looseObject({ node: z.looseObject({ select_list: z.tuple([z.unknown()]) }) })]),
});
const nodeSchema = z.record(z.string(), z.unknown());
type Node = z.infer<typeof nodeSchema>;

/** A column that may say “none” of what nobody read. */
interface Marked {
  /** It in three values. */
  readonly told: unknown;
  /** The condition that nobody could tell. */
  readonly untold: unknown;
}
type Columns = ReadonlyMap<string, Marked>;

/**
 * The expression with every column that may say “none” of what nobody read in three values: what was seen, NULL where nobody could tell,
 * else that there is none (false, an empty list; of what is neither, NULL stays). What asks for NULL (IS NULL, coalesce, IS DISTINCT FROM) still finds
 * that there is none, and gives NULL where nobody could tell, as CASE does of its conditions, and every function that is not known to give NULL of a
 * NULL. Takes what `oneExpression` gave.
 */
export async function threeValued(db: DuckDb, expression: string): Promise<string> {
  const marked = new Map<string, Marked>();
  for (const [name, { told, untold }] of MARKED)
    if (expression.includes(name))
      marked.set(name, { told: await treeOf(db, told), untold: await treeOf(db, untold) });
  if (marked.size === 0) return expression;
  const parsed = await parse(db, expression);
  const [statement] = parsed.statements;
  const guard = await guardOf(db);
  const select_list = replaced(statement.node.select_list, marked, guard);
  const { text } = await db.row(
    'SELECT json_deserialize_sql($json::JSON) AS text',
    z.object({ text: z.string() }),
    {
      json: JSON.stringify({
        error: false,
        statements: [{ ...statement, node: { ...statement.node, select_list } }],
      }),
    },
  );
  return text.replace(/^SELECT /, '').replace(/;\s*$/, '');
}

const MARKED: readonly (readonly [DossierColumnName, { readonly told: string; readonly untold: string }])[] =
  dossierColumns().flatMap(([name, { type, untold }]) => {
    if (untold === undefined) return [];
    const isSeen = seen(name, type);
    return [
      [
        name,
        {
          told: `CASE WHEN ${isSeen} THEN ${name} WHEN ${untold} THEN NULL ELSE ${none(name, type)} END`,
          untold: `(${isSeen}) IS NOT TRUE AND (${untold})`,
        },
      ],
    ];
  });

function seen(name: string, type: string): string {
  if (type === 'BOOLEAN') return name;
  if (type === 'INTEGER') return `${name} > 0`;
  return type.endsWith('[]') ? `len(${name}) > 0` : `${name} IS NOT NULL`;
}

function none(name: string, type: string): string {
  if (type === 'BOOLEAN') return 'false';
  // Of a text, a day or a number that there is none of nobody can say what it differs from.
  return type.endsWith('[]') ? '[]' : name;
}

async function parse(db: DuckDb, expression: string): Promise<z.infer<typeof parsedSchema>> {
  const { json } = await db.row(
    `SELECT json_serialize_sql(${literal(`SELECT ${expression}`)})::VARCHAR AS json`,
    z.object({ json: z.string() }),
  );
  // Places in the text, some of which no number of JavaScript holds.
  const place = (key: string, value: unknown): unknown => (key === 'query_location' ? 0 : value);
  return parsedSchema.parse(JSON.parse(json, place));
}

async function treeOf(db: DuckDb, sql: string): Promise<unknown> {
  return (await parse(db, sql)).statements[0].node.select_list[0];
}

/** Trees that are made of other trees. */
interface Guard {
  /** That a condition is NULL because nobody could tell. */
  readonly hidden: (operand: unknown, untold: readonly unknown[]) => unknown;
  /** NULL where any of the conditions holds, else the value. */
  readonly unless: (conditions: readonly unknown[], otherwise: unknown) => unknown;
  /** NULL itself. */
  readonly nothing: unknown;
}

async function guardOf(db: DuckDb): Promise<Guard> {
  const isNull = nodeSchema.parse(await treeOf(db, 'a IS NULL'));
  const both = nodeSchema.parse(await treeOf(db, 'a AND b'));
  const either = nodeSchema.parse(await treeOf(db, 'a OR b'));
  const choice = nodeSchema.parse(await treeOf(db, 'CASE WHEN a THEN NULL ELSE b END'));
  const nothing = await treeOf(db, 'NULL');
  const any = (conditions: readonly unknown[]): unknown =>
    conditions.length === 1 ? conditions[0] : { ...either, children: conditions };
  return {
    nothing,
    hidden: (operand, untold) => ({
      ...both,
      children: [{ ...isNull, children: [operand] }, any(untold)],
    }),
    unless: (conditions, otherwise) => ({
      ...choice,
      case_checks: [{ when_expr: any(conditions), then_expr: nothing }],
      else_expr: otherwise,
    }),
  };
}

function replaced(tree: unknown, by: Columns, guard: Guard): unknown {
  if (Array.isArray(tree)) return tree.map((part) => replaced(part, by, guard));
  const { success, data: node } = nodeSchema.safeParse(tree);
  if (!success) return tree;
  if (node.class === 'COLUMN_REF') return named(markedOf(node, by)?.told ?? node, node);
  if (node.class === 'CASE') return replacedCase(node, by, guard);
  const hidden = hiddenIn(node, by, guard);
  if (hidden.length === 0) return replacedParts(node, by, guard);
  return named(guard.unless(hidden, asksForNull(node) ? node : replacedParts(node, by, guard)), node);
}

/** In a structure the alias of a value is the name of its field. */
function named(tree: unknown, { alias }: Node): unknown {
  return alias === undefined ? tree : { ...nodeSchema.parse(tree), alias };
}

function replacedParts(node: Node, by: Columns, guard: Guard): Node {
  if (doesTakeLambda(node))
    return { ...node, children: nodesIn(node.children).map((child) => replacedArgument(child, by, guard)) };
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, replaced(part, by, guard)]));
}

function replacedArgument(child: unknown, by: Columns, guard: Guard): unknown {
  const lambda = lambdaOf(child);
  return lambda === undefined
    ? replaced(child, by, guard)
    : { ...lambda, expr: replaced(lambda.expr, without(by, lambda), guard) };
}

/** The conditions that this node gives a value though nobody could tell what it is made of. */
function hiddenIn(node: Node, by: Columns, guard: Guard): unknown[] {
  const ofValues = valuesOf(node).flatMap((value) => hiddenOf(value, by, guard));
  // What a lambda makes of each element is hidden in the list.
  const inLambdas = lambdasOf(node).flatMap((lambda) => untoldIn(lambda.expr, without(by, lambda)));
  return [...ofValues, ...new Set(inLambdas)];
}

function asksForNull({ type }: Node): boolean {
  return ASKS_FOR_NULL.has(String(type));
}

/** What it is made of, unless it gives NULL of a NULL by itself. */
function valuesOf(node: Node): unknown[] {
  if (node.class === 'COMPARISON') return asksForNull(node) ? [node.left, node.right] : [];
  if ((node.class !== 'FUNCTION' && node.class !== 'OPERATOR') || passesNull(node)) return [];
  const isLambda = doesTakeLambda(node) ? lambdaOf : () => undefined;
  return nodesIn(node.children).filter((child) => isLambda(child) === undefined);
}

function passesNull(node: Node): boolean {
  return node.class === 'FUNCTION'
    ? NULL_PASSING.has(functionOf(node))
    : NULL_PASSING_OPERATORS.has(String(node.type));
}

function doesTakeLambda(node: Node): boolean {
  return node.class === 'FUNCTION' && LAMBDA_TAKING.has(functionOf(node));
}

function functionOf(node: Node): string {
  return String(node.function_name).toLowerCase();
}

function nodesIn(children: unknown): unknown[] {
  return z.array(z.unknown()).parse(children);
}

function lambdasOf(node: Node): Node[] {
  if (!doesTakeLambda(node)) return [];
  return nodesIn(node.children)
    .map(lambdaOf)
    .filter((lambda) => lambda !== undefined);
}

/** Among the arguments of what takes one; anywhere else the same node is the arrow that reads JSON. */
function lambdaOf(child: unknown): Node | undefined {
  const { data: node } = nodeSchema.safeParse(child);
  return node?.class === 'LAMBDA' ? node : undefined;
}

const checksSchema = z.array(z.object({ when_expr: z.unknown(), then_expr: z.unknown() }));

/** Of a condition that is NULL, CASE goes on as where it is false. */
function replacedCase(node: Node, by: Columns, guard: Guard): Node {
  const case_checks = checksSchema.parse(node.case_checks).flatMap(({ when_expr, then_expr }) => [
    ...hiddenOf(when_expr, by, guard).map((condition) => ({
      when_expr: condition,
      then_expr: guard.nothing,
    })),
    { when_expr: replaced(when_expr, by, guard), then_expr: replaced(then_expr, by, guard) },
  ]);
  return { ...node, case_checks, else_expr: replaced(node.else_expr, by, guard) };
}

function hiddenOf(operand: unknown, by: Columns, guard: Guard): unknown[] {
  const untold = [...new Set(untoldIn(operand, by))];
  // Of a column alone nobody could tell, and it is NULL, in the same case.
  if (untold.length === 0 || isColumn(operand)) return untold;
  return [guard.hidden(replaced(operand, by, guard), untold)];
}

function isColumn(tree: unknown): boolean {
  return nodeSchema.safeParse(tree).data?.class === 'COLUMN_REF';
}

function untoldIn(tree: unknown, by: Columns): unknown[] {
  if (Array.isArray(tree)) return tree.flatMap((part) => untoldIn(part, by));
  const { success, data: node } = nodeSchema.safeParse(tree);
  if (!success) return [];
  if (node.class === 'COLUMN_REF') {
    const marked = markedOf(node, by);
    return marked === undefined ? [] : [marked.untold];
  }
  if (!doesTakeLambda(node)) return Object.values(node).flatMap((part) => untoldIn(part, by));
  return nodesIn(node.children).flatMap((child) => {
    const lambda = lambdaOf(child);
    return lambda === undefined ? untoldIn(child, by) : untoldIn(lambda.expr, without(by, lambda));
  });
}

function markedOf(node: Node, by: Columns): Marked | undefined {
  const [name, field] = namesOf(node);
  return name === undefined || field !== undefined ? undefined : by.get(name);
}

/** A parameter of a lambda is no column, whatever it is called. */
function without(by: Columns, lambda: Node): Columns {
  const own = new Set(parametersOf(lambda.lhs));
  return new Map([...by].filter(([name]) => !own.has(name)));
}

function parametersOf(tree: unknown): string[] {
  const { data: node } = nodeSchema.safeParse(tree);
  if (node === undefined) return [];
  if (node.class === 'COLUMN_REF') return namesOf(node).slice(0, 1);
  return Array.isArray(node.children) ? node.children.flatMap(parametersOf) : [];
}

function namesOf(node: Node): string[] {
  return z.array(z.string()).parse(node.column_names);
}
