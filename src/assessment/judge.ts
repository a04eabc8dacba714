import { join } from 'node:path';
import { z } from 'zod';
import type { Check, Fact } from '../checks/check.ts';
import type { Ground } from '../checks/describe-check.ts';
import { identifier, literal, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { namedFirst } from '../i18n/collation.ts';
import { DOSSIER_FILE, verdictColumn } from '../situation/findings-tables.ts';
import { ownValue } from '../situation/own-value.ts';
import { writeTable } from './write-table.ts';
import type { Assessability } from './bounds/lower-bound.ts';
import { groupedBy, parted, type Parted } from './establishments/parted.ts';
import type { ExceptionsFound } from './exceptions/exceptions.ts';
import type { Indicator, PopulationBound, Tally } from '../situation/situation.ts';

/** A check and what the sources let it say. */
export interface Judged extends Assessability {
  readonly check: Check;
  readonly ground: Ground;
}

/** Of some hundred columns. In order, threads hold several groups at once. */
const DOSSIER_ROWS_PER_GROUP = 8_192;

/**
 * Works out every verdict in one pass over `dossier` and keeps all of it: `dossier.parquet`, in the dossier's order, with exactly
 * one verdict per account and check. `dossier` is that table from then on.
 */
export async function judgeAll(db: DuckDb, judged: readonly Judged[], auditFolder: string): Promise<void> {
  const file = join(auditFolder, DOSSIER_FILE);
  const verdicts = judged.map(
    ({ check, assessable }) => `CASE WHEN (${check.population}) IS NOT TRUE THEN 'not-applicable'
      ELSE ${assessable ? check.verdict : `'undetermined'`} END AS ${identifier(verdictColumn(check.id))}`,
  );
  await db.run(`SET preserve_insertion_order = true`);
  await writeTable(db, `SELECT *, ${verdicts.join(',\n  ')} FROM dossier`, file, DOSSIER_ROWS_PER_GROUP);
  await db.run(`SET preserve_insertion_order = false`);
  await db.run(
    `CREATE OR REPLACE VIEW dossier AS SELECT * FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`,
  );
}

/** Makes the view `judged`: the dossier, with the `verdict` of one check. Needs `judgeAll`. */
export async function viewJudged(db: DuckDb, { id }: Check): Promise<void> {
  await db.run(`CREATE OR REPLACE VIEW judged AS
    SELECT *, ${literal(id)} AS "check", ${identifier(verdictColumn(id))} AS verdict FROM dossier`);
}

const rowSchema = z.object({
  category: z.string(),
  physician: z.boolean(),
  establishment: z.string(),
  populations: z.array(z.number()),
  counts: z.array(z.number()),
  undetermined: z.array(z.number()),
});

/** The accounts of a category and establishment that a check is about. */
interface Cell {
  readonly category: string;
  readonly physician: boolean;
  readonly establishment: string;
  readonly population: number;
  readonly count: number;
  readonly undetermined: number;
}
export type Cells = ReadonlyMap<Check['id'], readonly Cell[]>;
type Facts = Indicator['facts'];

const NO_FACTS: Parted<Facts> = { whole: {}, of: () => ({}) };

/** The verdicts of every check by category and establishment, counted in one scan of their columns. Needs `judgeAll`. */
export async function countVerdicts(db: DuckDb, checks: readonly Check[]): Promise<Cells> {
  if (checks.length === 0) return new Map();
  const columns = checks.map(({ id }) => identifier(verdictColumn(id)));
  const counted = (condition: string): string =>
    `[${columns.map((column) => `count(*) FILTER (WHERE ${column} ${condition})::DOUBLE`).join(', ')}]`;
  const rows = await db.rows(
    `SELECT category, physician, establishment, ${counted(`<> 'not-applicable'`)} AS populations,
       ${counted(`= 'non-compliant'`)} AS counts, ${counted(`= 'undetermined'`)} AS undetermined
     FROM dossier GROUP BY category, physician, establishment`,
    rowSchema,
  );
  return new Map(
    checks.map(({ id }, place) => [
      id,
      rows
        .map(({ category, physician, establishment, ...numbers }): Cell => ({
          ...{ category, physician, establishment },
          population: numbers.populations[place] ?? 0,
          count: numbers.counts[place] ?? 0,
          undetermined: numbers.undetermined[place] ?? 0,
        }))
        .filter(({ population }) => population > 0),
    ]),
  );
}

/**
 * The tallies of a check: one count per category and establishment, and their sums, of all and of each establishment; its facts
 * are those of the view `judged`.
 *
 * @param categories ids in the order of the config
 */
export async function tally(
  db: DuckDb,
  { check, assessable, lowerBound, missing }: Judged,
  {
    cells,
    categories,
    populationBound,
    exceptions,
  }: {
    readonly cells: Cells;
    readonly categories: readonly string[];
    readonly populationBound: PopulationBound;
    /** Undefined where no exceptions are configured. */
    readonly exceptions: ReturnType<ExceptionsFound['of']> | undefined;
  },
): Promise<Parted<Indicator>> {
  const facts = await factsOf(db, check, assessable);
  return parted(cells.get(check.id) ?? [], (own, establishment) => ({
    id: check.id,
    lowerBound,
    populationBound,
    ...(assessable ? {} : { missing: [...missing] }),
    ...sumOf(own),
    physicians: sumOf(own.filter((cell) => cell.physician)),
    byCategory: byCategory(own, categories),
    byEstablishment: byEstablishment(own),
    facts: establishment === undefined ? facts.whole : facts.of(establishment),
    ...(exceptions === undefined
      ? {}
      : { exceptions: establishment === undefined ? exceptions.whole : exceptions.of(establishment) }),
  }));
}

function sumOf(cells: readonly Cell[]): Tally {
  const sum = (of: 'population' | 'count' | 'undetermined'): number =>
    cells.reduce((total, cell) => total + cell[of], 0);
  const [population, undetermined] = [sum('population'), sum('undetermined')];
  return { population, examined: population - undetermined, count: sum('count'), undetermined };
}

function byCategory(cells: readonly Cell[], categories: readonly string[]): Indicator['byCategory'] {
  const groups = groupedBy(cells, (cell) => cell.category);
  const ids = groups.has('') ? [...categories, ''] : categories;
  return ids.map((id) => ({ id, ...sumOf(groups.get(id) ?? []) }));
}

function byEstablishment(cells: readonly Cell[]): Indicator['byEstablishment'] {
  return [...groupedBy(cells, (cell) => cell.establishment)]
    .sort(([left], [right]) => namedFirst(left, right))
    .map(([id, of]) => ({ id, ...sumOf(of), physicians: sumOf(of.filter((cell) => cell.physician)) }));
}

/** What is null is not known: left out, so that nobody takes it for 0. */
async function factsOf(db: DuckDb, check: Check, assessable: boolean): Promise<Parted<Facts>> {
  const facts = Object.entries(check.facts).filter(
    ([, { whereNotAssessable }]) =>
      whereNotAssessable === 'too' || (whereNotAssessable === 'only') !== assessable,
  );
  if (facts.length === 0) return NO_FACTS;
  const parts = new Map<string, Facts>();
  const add = (establishment: string, json: string): void => {
    parts.set(establishment, { ...parts.get(establishment), ...knownOf(json) });
  };
  const { plain, apart } = byKind(facts);
  const whole = { ...(await plainFacts(db, plain, add)), ...(await wholeFacts(db, apart)) };
  for (const [name, { byEstablishment: query = '' }] of apart) {
    const json = asJson([[name, { sql: 'fact' }]]);
    const rows = await db.rows(`SELECT establishment, ${json} FROM (${query})`, partSchema);
    for (const row of rows) add(row.establishment, row.json);
  }
  const inOrder = Object.fromEntries(
    facts.flatMap(([name]) => (Object.hasOwn(whole, name) ? [[name, whole[name]]] : [])),
  );
  const known = knownOf(JSON.stringify(inOrder));
  return { whole: known, of: (establishment) => within(known, parts.get(establishment) ?? {}) };
}

type NamedFacts = readonly (readonly [string, Fact])[];

/** Those that are plain aggregates, and those that ask `judged` again. */
function byKind(facts: NamedFacts): { plain: NamedFacts; apart: NamedFacts } {
  return {
    plain: facts.filter(([, { byEstablishment }]) => byEstablishment === undefined),
    apart: facts.filter(([, { byEstablishment }]) => byEstablishment !== undefined),
  };
}

/** Of all and of each establishment in one scan; gives those of all. */
async function plainFacts(
  db: DuckDb,
  facts: NamedFacts,
  add: (establishment: string, json: string) => void,
): Promise<Facts> {
  if (facts.length === 0) return {};
  const rows = await db.rows(
    `SELECT CASE WHEN grouping(establishment) = 0 THEN establishment END AS establishment, ${asJson(facts)}
     FROM judged GROUP BY GROUPING SETS ((), (establishment))`,
    partSchema.extend({ establishment: z.string().nullable() }),
  );
  for (const { establishment, json } of rows) if (establishment !== null) add(establishment, json);
  const whole = rows.find(({ establishment }) => establishment === null);
  return whole === undefined ? wholeFacts(db, facts) : knownOf(whole.json);
}

async function wholeFacts(db: DuckDb, facts: NamedFacts): Promise<Facts> {
  if (facts.length === 0) return {};
  const { json } = await db.row(
    // HAVING keeps it to one row, even where no fact is an aggregate.
    `SELECT ${asJson(facts)} FROM judged HAVING true`,
    z.object({ json: z.string() }),
  );
  return knownOf(json);
}

const partSchema = z.object({ establishment: z.string(), json: z.string() });

function asJson(facts: readonly (readonly [string, Pick<Fact, 'sql'>])[]): string {
  return `to_json({${facts.map(([name, { sql }]) => `${literal(name)}: ${sql}`).join(', ')}})::VARCHAR AS json`;
}

function knownOf(json: string): Facts {
  const count = z.number();
  const fact = z.union([count, z.record(z.string(), count)]);
  const known: unknown = JSON.parse(json, (_, value: unknown) => (value === null ? undefined : value));
  return z.record(z.string(), fact).parse(known);
}

/** Nobody knows of a part what nobody knows of the whole. */
function within(whole: Facts, part: Facts): Facts {
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, fact]): [string, Facts[string]][] => {
      const ofWhole = ownValue(whole, name);
      if (ofWhole === undefined) return [];
      if (typeof fact === 'number' || typeof ofWhole === 'number') return [[name, fact]];
      return [
        [name, Object.fromEntries(Object.entries(fact).filter(([key]) => Object.hasOwn(ofWhole, key)))],
      ];
    }),
  );
}
