import { z } from 'zod';
import type { Check, Fact } from '../checks/check.ts';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { groupedBy, inOrder, parted, type Parted } from './establishments/parted.ts';
import type { Indicator, PopulationBound, Tally } from '../situation/situation.ts';
import { isUsable, isWhole } from '../dossier/source-use.ts';

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
type Facts = Indicator['facts'];

const NO_FACTS: Parted<Facts> = { whole: {}, of: () => ({}) };

/**
 * The tallies of the check that `judged` holds: one count per category and establishment, and their sums, of all and of
 * each establishment.
 *
 * @param categories ids in the order of the config
 */
export async function tally(
  db: DuckDb,
  check: Check,
  categories: readonly string[],
  { assessable, lowerBound, populationBound }: Assessability & { populationBound: PopulationBound },
): Promise<Parted<Indicator>> {
  const cells = await db.rows(
    `SELECT category, physician, establishment, count(*)::DOUBLE AS population,
       count(*) FILTER (WHERE verdict = 'non-compliant')::DOUBLE AS count, count(*) FILTER (WHERE verdict = 'undetermined')::DOUBLE AS undetermined
     FROM judged WHERE verdict <> 'not-applicable' GROUP BY ALL`,
    cellSchema,
  );
  const facts = assessable ? await factsOf(db, check) : NO_FACTS;
  return parted(cells, (own, establishment) => ({
    id: check.id,
    lowerBound,
    populationBound,
    ...sumOf(own),
    physicians: sumOf(own.filter((cell) => cell.physician)),
    byCategory: byCategory(own, categories),
    byEstablishment: byEstablishment(own),
    facts: establishment === undefined ? facts.whole : facts.of(establishment),
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
    .sort(([left], [right]) => inOrder(left, right))
    .map(([id, of]) => ({ id, ...sumOf(of), physicians: sumOf(of.filter((cell) => cell.physician)) }));
}

/** What is null is not known: left out, so that nobody takes it for 0. */
async function factsOf(db: DuckDb, check: Check): Promise<Parted<Facts>> {
  const facts = Object.entries(check.facts);
  if (facts.length === 0) return NO_FACTS;
  const { json } = await db.row(
    // HAVING keeps it to one row, even where no fact is an aggregate.
    `SELECT ${asJson(facts)} FROM judged HAVING true`,
    z.object({ json: z.string() }),
  );
  const whole = knownOf(json);
  const parts = await factsByEstablishment(db, facts);
  return { whole, of: (establishment) => within(whole, parts.get(establishment) ?? {}) };
}

async function factsByEstablishment(
  db: DuckDb,
  facts: readonly (readonly [string, Fact])[],
): Promise<Map<string, Facts>> {
  const found = new Map<string, Facts>();
  const plain = facts.filter(([, { byEstablishment }]) => byEstablishment === undefined);
  const selects = [
    ...(plain.length === 0
      ? []
      : [`SELECT establishment, ${asJson(plain)} FROM judged GROUP BY establishment`]),
    ...facts.flatMap(([name, { byEstablishment: apart }]) =>
      apart === undefined
        ? []
        : [`SELECT establishment, ${asJson([[name, { sql: 'fact' }]])} FROM (${apart})`],
    ),
  ];
  for (const select of selects) {
    for (const { establishment, json } of await db.rows(select, partSchema)) {
      found.set(establishment, { ...found.get(establishment), ...knownOf(json) });
    }
  }
  return found;
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
      const ofWhole = whole[name];
      if (ofWhole === undefined) return [];
      if (typeof fact === 'number' || typeof ofWhole === 'number') return [[name, fact]];
      return [[name, Object.fromEntries(Object.entries(fact).filter(([key]) => key in ofWhole))]];
    }),
  );
}
