import { z } from 'zod';
import type { Check } from '../checks/check.ts';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { Indicator, PopulationBound, Tally } from './situation.ts';
import { isUsable, isWhole } from './source-use.ts';

/** What the sources that were read let a check say. */
export interface Assessability {
  readonly assessable: boolean;
  readonly lowerBound: boolean;
}

interface ForwardingKnown {
  /** Whether `mailbox-forwarding` told of forwarding, and not only of kinds. */
  readonly forwardingTold: boolean;
  /** Whether it listed, but for a few, every mailbox known from elsewhere. */
  readonly listWhole: boolean;
}

/**
 * A check none of whose sources was read is not assessable; where some were not, or not all accounts, its count is
 * a lower bound. A mailbox that Exchange did not list is in no other list that would make it undetermined.
 */
export function assessability(
  check: Check,
  manifest: SnapshotManifest,
  { forwardingTold, listWhole }: ForwardingKnown,
): Assessability {
  const usable = check.evidence.filter(
    (id) => isUsable(manifest, id) && (id !== 'mailbox-forwarding' || forwardingTold),
  );
  const outcomeOf = (id: SourceId): string => sourceReport(manifest, id).outcome;
  const inPart = usable.some((id) => id === 'mailbox-forwarding' && outcomeOf(id) === 'partial');
  return {
    assessable: usable.length > 0,
    lowerBound:
      usable.length < check.evidence.length ||
      inPart ||
      (!listWhole && check.evidence.includes('mailbox-forwarding')) ||
      outcomeOf('accounts') !== 'complete' ||
      (check.populationSources ?? []).some((id) => !isWhole(manifest, id)),
  };
}

/** Makes the view `judged`: the dossier, with exactly one verdict of this check per account. */
export async function judge(db: DuckDb, check: Check, { assessable }: Assessability): Promise<void> {
  await db.run(`CREATE OR REPLACE VIEW judged AS SELECT *, ${literal(check.id)} AS "check",
    CASE WHEN (${check.population}) IS NOT TRUE THEN 'not-applicable'
      ELSE ${assessable ? check.verdict : `'undetermined'`} END AS verdict
    FROM dossier`);
}

const cellSchema = z.object({
  category: z.string(),
  physician: z.boolean(),
  establishment: z.string(),
  population: z.number(),
  count: z.number(),
  undetermined: z.number(),
});
type Cell = z.infer<typeof cellSchema>;

/**
 * The tallies of the check that `judged` holds: one count per category and establishment, and their sums.
 *
 * @param categories ids in the order of the config
 */
export async function tally(
  db: DuckDb,
  check: Check,
  categories: readonly string[],
  { assessable, lowerBound, populationBound }: Assessability & { populationBound: PopulationBound },
): Promise<Indicator> {
  const cells = await db.rows(
    `SELECT category, physician, establishment, count(*)::DOUBLE AS population,
       count(*) FILTER (WHERE verdict = 'non-compliant')::DOUBLE AS count, count(*) FILTER (WHERE verdict = 'undetermined')::DOUBLE AS undetermined
     FROM judged WHERE verdict <> 'not-applicable' GROUP BY ALL`,
    cellSchema,
  );
  const physicians = cells.filter((cell) => cell.physician);
  return {
    id: check.id,
    lowerBound,
    populationBound,
    ...sumOf(cells),
    physicians: sumOf(physicians),
    byCategory: byCategory(cells, categories),
    byEstablishment: byEstablishment(cells),
    facts: assessable ? await factsOf(db, check) : {},
  };
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
    .sort(([left], [right]) => inOrder(left, right))
    .map(([id, of]) => ({ id, ...sumOf(of), physicians: sumOf(of.filter((cell) => cell.physician)) }));
}

function groupedBy(cells: readonly Cell[], key: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const group = groups.get(key(cell));
    if (group === undefined) groups.set(key(cell), [cell]);
    else group.push(cell);
  }
  return groups;
}

/** By code points, '' last. */
function inOrder(left: string, right: string): number {
  if (left === '' || right === '') return left === '' ? 1 : -1;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** What is null is not known: left out, so that nobody takes it for 0. */
async function factsOf(db: DuckDb, check: Check): Promise<Indicator['facts']> {
  const facts = Object.entries(check.facts).map(([name, { sql }]) => `${literal(name)}: ${sql}`);
  if (facts.length === 0) return {};
  const { json } = await db.row(
    // HAVING keeps it to one row, even where no fact is an aggregate.
    `SELECT to_json({${facts.join(', ')}})::VARCHAR AS json FROM judged HAVING true`,
    z.object({ json: z.string() }),
  );
  const count = z.number();
  const fact = z.union([count, z.record(z.string(), count)]);
  const known: unknown = JSON.parse(json, (_, value: unknown) => (value === null ? undefined : value));
  return z.record(z.string(), fact).parse(known);
}
