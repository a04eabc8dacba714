import { z } from 'zod';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { asIs, KnownError, messageOf, worded, type InBoth } from '../../errors.ts';
import { readJson } from '../../texts/read-json.ts';

/** Functions that give rows and read nothing but what they are given. */
const HARMLESS = new Set(['unnest', 'range', 'generate_series']);

const parsedSchema = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z.array(z.unknown()).optional(),
});

/**
 * The text of a query, as DuckDB writes it from its own parse tree: one SELECT over tables among `tables` and what the query itself
 * names, without any function that reads something else. Throws `KnownError` (usage) for anything else.
 */
export async function oneSelect(db: DuckDb, sql: string, tables: readonly string[]): Promise<string> {
  const { json } = await told(() =>
    db.row('SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS json', z.object({ json: z.string() }), {
      sql,
    }),
  );
  const parsed = parsedSchema.parse(readJson(json));
  if (parsed.error)
    throw refused(
      parsed.error_message !== undefined
        ? asIs(parsed.error_message)
        : { fr: 'ce n’est pas un SELECT', en: 'it is no SELECT' },
    );
  if (parsed.statements?.length !== 1)
    throw refused({ fr: 'elle doit être une seule instruction', en: 'it must be one statement' });
  const names = namesIn(parsed.statements);
  // A part called as a file is could stand for the file elsewhere in the query.
  const odd = names.ctes.find((name) => !/^[\p{L}\p{N}_ ]+$/u.test(name));
  if (odd !== undefined)
    throw refused({
      fr: `une de ses parties ne peut pas s’appeler ${identifier(odd)}`,
      en: `a part of it cannot be called ${identifier(odd)}`,
    });
  const own = new Set([...tables, ...names.ctes].map((name) => name.toLowerCase()));
  const unknown = names.tables.find((name) => !own.has(name.toLowerCase()));
  if (unknown !== undefined)
    throw refused(
      { fr: `il n’y a pas de table ${identifier(unknown)}`, en: `there is no table ${identifier(unknown)}` },
      [{ fr: `Tables\u00a0: ${tables.join(', ')}`, en: `Tables: ${tables.join(', ')}` }],
    );
  const reading = names.functions.find((name) => !HARMLESS.has(name.toLowerCase()));
  if (reading !== undefined)
    throw refused(
      {
        fr: `${reading}() n’est pas permis dans \`FROM\`\u00a0: une requête ne lit que les tables de l’audit`,
        en: `${reading}() is not allowed in FROM: a query reads the audit’s tables alone`,
      },
      [{ fr: `Tables\u00a0: ${tables.join(', ')}`, en: `Tables: ${tables.join(', ')}` }],
    );
  const { text } = await db.row(
    'SELECT json_deserialize_sql($json::JSON) AS text',
    z.object({ text: z.string() }),
    { json },
  );
  return text.replace(/;\s*$/, '');
}

/** DuckDB's own message about a query, as a mistake of whoever wrote it. */
export async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw refused(asIs(messageOf(error).split('\n', 1)[0] ?? ''));
  }
}

const REFUSED = {
  fr: 'la requête ne peut pas s’exécuter\u00a0: {why}',
  en: 'the query cannot be run: {why}',
} as const;

function refused(why: InBoth, nextSteps: readonly InBoth[] = []): KnownError {
  return new KnownError('usage', worded(REFUSED, { why }), {
    nextSteps: [
      ...nextSteps,
      {
        fr: 'Écrire un SELECT; vigie query --tables donne les tables et leurs colonnes.',
        en: 'Write one SELECT; vigie query --tables tells the tables and their columns.',
      },
    ],
  });
}

interface Names {
  readonly tables: string[];
  readonly functions: string[];
  readonly ctes: string[];
}

const recordSchema = z.record(z.string(), z.unknown());
const calledSchema = z.object({ function_name: z.string() });

/** Every table, table function and named part of a parse tree, wherever they stand in it. */
function namesIn(tree: unknown, names: Names = { tables: [], functions: [], ctes: [] }): Names {
  if (Array.isArray(tree)) {
    for (const part of tree) namesIn(part, names);
    return names;
  }
  const { success, data: node } = recordSchema.safeParse(tree);
  if (!success) return names;
  if (node.type === 'BASE_TABLE') names.tables.push(tableName(node));
  // Other ways into rows (PIVOT over a file, SHOW, a positional or column data reference) are told by their names or refused.
  if (node.type === 'TABLE_FUNCTION')
    names.functions.push(calledSchema.safeParse(node.function).data?.function_name ?? '?');
  if (node.type === 'SHOW_REF') names.functions.push('show');
  const { data: cte } = z.object({ map: z.array(z.object({ key: z.string() })) }).safeParse(node.cte_map);
  names.ctes.push(...(cte?.map.map(({ key }) => key) ?? []));
  if (typeof node.cte_name === 'string') names.ctes.push(node.cte_name);
  for (const part of Object.values(node)) namesIn(part, names);
  return names;
}

/** With its schema, where one is written: none of the audit's tables has any. */
function tableName(node: Readonly<Record<string, unknown>>): string {
  const parts = [node.catalog_name, node.schema_name, node.table_name];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('.');
}
