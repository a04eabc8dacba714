import { expect, test } from 'vitest';
import { z } from 'zod';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { LAMBDA_TAKING, NULL_PASSING } from './null-passing.ts';
import { withEmptyDossier } from './one-expression.ts';

/** Values of each type that DuckDB's functions take, as SQL; the first with which a function gives something is taken. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  VARCHAR: [`'a'`, `'day'`, `'%d'`],
  ANY: [`'a'`],
  T: [`'a'`],
  'T[]': [`['a']`],
  'ANY[]': [`['a']`],
  'VARCHAR[]': [`['a']`, `['day']`],
  DATE: [`DATE '2026-01-02'`],
  INTERVAL: [`INTERVAL 1 DAY`],
  TIMESTAMP: [`TIMESTAMP '2026-01-02 03:04:05'`],
  TIMESTAMP_NS: [`TIMESTAMP_NS '2026-01-02 03:04:05'`],
  'TIMESTAMP WITH TIME ZONE': [`TIMESTAMPTZ '2026-01-02 03:04:05+00'`],
  ...Object.fromEntries(
    ['INTEGER', 'BIGINT', 'HUGEINT', 'DOUBLE', 'DECIMAL'].map((type) => [type, [`1::${type}`]]),
  ),
};

/** Arguments of macros, which tell no types, and of what takes a structure or one of a few words. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  date_add: [[`DATE '2026-01-02'`, 'INTERVAL 1 DAY']],
  days_in_month: [[`DATE '2026-01-02'`]],
  days_until: [[`DATE '2026-01-02'`, `DATE '2026-01-02'`]],
  list_count: [[`['a']`]],
  list_max: [[`['a']`], ['[1]']],
  list_min: [[`['a']`], ['[1]']],
  list_sort: [[`['a']`], [`['a']`, `'asc'`, `'nulls last'`]],
  list_sum: [['[1]']],
  regexp_full_match: [
    [`'a'`, `'a'`],
    [`'a'`, `'a'`, `'i'`],
  ],
  regexp_matches: [
    [`'a'`, `'a'`],
    [`'a'`, `'a'`, `'i'`],
  ],
  regexp_replace: [
    [`'a'`, `'a'`, `'b'`],
    [`'a'`, `'a'`, `'b'`, `'g'`],
  ],
  struct_extract: [[`{'a': 1}`, `'a'`]],
  '||': [
    [`'a'`, `'b'`],
    [`['a']`, `['b']`],
  ],
};

interface Overload {
  readonly name: string;
  readonly types: string;
  /** Undefined where DuckDB gives nothing of any sample. */
  readonly list: readonly string[] | undefined;
}

async function overloadsOf(db: DuckDb, name: string): Promise<Overload[]> {
  const own = ARGUMENTS[name];
  if (own !== undefined) return own.map((list) => ({ name, types: list.join(', '), list }));
  const rows = await db.rows(
    `SELECT DISTINCT parameter_types AS types FROM duckdb_functions() WHERE function_name = ${literal(name)}`,
    z.object({ types: z.array(z.string()) }),
  );
  // Bits, maps, blobs, times and narrower numbers: the dossier holds none.
  const known = rows.filter(({ types }) => types.every((type) => type in SAMPLES));
  return Promise.all(
    known.map(async ({ types }) => ({
      name,
      types: types.join(', '),
      list: await firstThatGives(db, name, types),
    })),
  );
}

async function firstThatGives(
  db: DuckDb,
  name: string,
  types: readonly string[],
): Promise<string[] | undefined> {
  const lists = types.reduce<string[][]>(
    (all, type) => all.flatMap((list) => (SAMPLES[type] ?? []).map((value) => [...list, value])),
    [[]],
  );
  for (const list of lists) if ((await isNull(db, callOf(name, list))) === false) return list;
  return undefined;
}

function callOf(name: string, list: readonly string[]): string {
  if (/^\w+$/.test(name)) return `"${name}"(${list.join(', ')})`;
  return list.length === 1 ? `${name} ${list.join('')}` : `(${list.join(` ${name} `)})`;
}

/** Undefined where DuckDB refuses the call. */
async function isNull(db: DuckDb, sql: string): Promise<boolean | undefined> {
  try {
    return (await db.row(`SELECT (${sql}) IS NULL AS found`, z.object({ found: z.boolean() }))).found;
  } catch (error) {
    if (error instanceof Error && !(error instanceof KnownError)) return undefined;
    throw error;
  }
}

test('every function that is taken to pass NULL on gives NULL of a NULL in each of its places, as DuckDB says itself', async () => {
  const swallowing: string[] = [];
  const untried: string[] = [];
  await withEmptyDossier(async (db) => {
    for (const name of [...NULL_PASSING].filter((one) => !LAMBDA_TAKING.has(one))) {
      const overloads = await overloadsOf(db, name);
      if (overloads.length === 0) untried.push(name);
      for (const { types, list } of overloads) {
        if (list === undefined) untried.push(`${name}(${types})`);
        for (const [place, value] of (list ?? []).entries()) {
          // Of the value's type, though nobody knows that it is none.
          const none = `CASE WHEN length(current_schema()) = 0 THEN ${value} END`;
          const call = callOf(name, (list ?? []).toSpliced(place, 1, none));
          if ((await isNull(db, call)) === false) swallowing.push(call);
        }
      }
    }
  });
  // DuckDB lists these and does not have them.
  const notThere = ['week', 'dayofweek', 'isodow', 'dayofyear'].map((name) => `${name}(INTERVAL)`);
  expect({ swallowing, untried }).toEqual({ swallowing: [], untried: notThere });
});

test('what takes a lambda gives NULL of a list that is NULL', async () => {
  const names = [...NULL_PASSING].filter((one) => LAMBDA_TAKING.has(one));
  const found = await withEmptyDossier((db) =>
    Promise.all(names.map((name) => isNull(db, `${name}(NULL::VARCHAR[], lambda x: x = 'a')`))),
  );
  expect(names.map((name, at) => [name, found[at]])).toEqual([
    ['list_filter', true],
    ['list_transform', true],
  ]);
});
