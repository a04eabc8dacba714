import { z } from 'zod';
import type { Check, DecisionRule } from '../../checks/check.ts';
import type { Words } from '../../i18n/words.ts';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { byWeight, MOST_DECISIONS, MOST_NAMES, type Decision } from '../../situation/sections/decisions.ts';
import type { Indicator } from '../../situation/situation.ts';
import type { Parted } from '../establishments/parted.ts';

export interface DecisionContext {
  readonly indicator: Parted<Indicator>;
  /** Whether it is known who is a physician. */
  readonly physiciansKnown: boolean;
}

const numbersSchema = z.object({
  accounts: z.number(),
  physicians: z.number(),
  undetermined: z.number(),
  facts: z.record(z.string(), z.number().nullable()),
  names: z.record(z.string(), z.number()).nullable(),
});
type Numbers = z.infer<typeof numbersSchema>;

const rowSchema = z.object({ establishment: z.string().nullable(), json: z.string() });

/**
 * What the findings of a check call for, by its rules; nothing where it has none, is not assessable, or found nobody that an act
 * would settle. Needs `viewJudged`.
 */
export async function decisionsOf(
  db: DuckDb,
  check: Check,
  context: DecisionContext,
): Promise<Parted<Decision[]>> {
  const rules = check.decisions ?? [];
  if (rules.length === 0 || context.indicator.whole.count === 0) return { whole: [], of: () => [] };
  const rows = await db.rows(
    `SELECT CASE WHEN grouping(establishment) = 0 THEN establishment END AS establishment,
       to_json([${rules.map((rule) => `to_json(${numbersOf(rule)})`).join(', ')}])::VARCHAR AS json
     FROM judged GROUP BY GROUPING SETS ((), (establishment))`,
    rowSchema,
  );
  const found = new Map(
    rows.map(({ establishment, json }) => [establishment, z.array(numbersSchema).parse(JSON.parse(json))]),
  );
  const of = (establishment: string | null, indicator: Indicator): Decision[] =>
    rules.flatMap((rule, place) =>
      decisionOf(check, rule, found.get(establishment)?.[place], { ...context, indicator }),
    );
  const { whole, of: part } = context.indicator;
  return { whole: of(null, whole), of: (establishment) => of(establishment, part(establishment)) };
}

/** Those of all checks, the weightiest first, as far as a page has room for them. */
export function weightiest(decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort(byWeight).slice(0, MOST_DECISIONS);
}

function numbersOf({ settles = 'true', facts = {}, names }: DecisionRule): string {
  const settled = `verdict = 'non-compliant' AND (${settles})`;
  const told = Object.entries(facts).map(([name, sql]) => `${literal(name)}, (${sql})`);
  return `{'accounts': count(*) FILTER (WHERE ${settled}),
    'physicians': count(*) FILTER (WHERE ${settled} AND physician),
    'undetermined': count(*) FILTER (WHERE verdict IN ('undetermined', 'non-compliant')
      AND CASE WHEN verdict = 'undetermined' THEN (${settles}) IS NOT FALSE ELSE (${settles}) IS NULL END),
    'facts': json_object(${told.join(', ')}),
    'names': ${names === undefined ? 'NULL' : `histogram(${names}) FILTER (WHERE ${settled})`}}`;
}

function decisionOf(
  check: Check,
  rule: DecisionRule,
  numbers: Numbers | undefined,
  { indicator, physiciansKnown }: { readonly indicator: Indicator; readonly physiciansKnown: boolean },
): Decision[] {
  if (numbers === undefined || numbers.accounts === 0) return [];
  const names = namesOf(numbers);
  return [
    {
      id: rule.id,
      check: check.id,
      who: rule.who,
      accounts: numbers.accounts,
      ...(physiciansKnown ? { physicians: numbers.physicians } : {}),
      undetermined: numbers.undetermined,
      lowerBound: indicator.lowerBound,
      gravity: rule.gravity,
      list: listOf(check),
      facts: factsOf(numbers),
      ...(names.length === 0 ? {} : { names }),
    },
  ];
}

function factsOf({ facts }: Numbers): Decision['facts'] {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** None where there are more than a reader would look for. */
function namesOf({ names }: Numbers): string[] {
  const all = Object.entries(names ?? {}).sort(
    ([left, few], [right, many]) => many - few || Buffer.compare(Buffer.from(left), Buffer.from(right)),
  );
  return all.length > MOST_NAMES ? [] : all.map(([name]) => name);
}

/** The list for whoever acts, where the check has an advice to give; else the findings. */
function listOf({ id, advice }: Check): Words {
  const findings = `findings/${id}.csv`;
  return advice === undefined
    ? { fr: findings, en: findings }
    : { fr: `actions/${id}.fr.csv`, en: `actions/${id}.en.csv` };
}
