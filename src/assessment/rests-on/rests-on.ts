import type { Check } from '../../checks/check.ts';
import type { Ground } from '../../checks/describe-check.ts';
import { DOSSIER_COLUMNS, dossierColumn } from '../../dossier/columns.ts';
import { KNOWN_FIELDS } from '../../dossier/known.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { namedIn, type Named } from './named-in.ts';

/** What a check's SQL may name beside the dossier's columns: its own verdict, and the items that it lists. */
const OWN: ReadonlySet<string> = new Set(['verdict', 'check', 'item']);

/**
 * What each check rests on: the sources of the columns that its SQL names. Needs `createKnownMacros` and `createRules`.
 *
 * @throws Error for a column that the dossier does not have
 */
export async function restsOn(db: DuckDb, checks: readonly Check[]): Promise<Map<Check, Ground>> {
  const named = await namedBy(db, checks);
  return new Map([...named].map(([check, names]) => [check, groundOf(check, names)]));
}

/**
 * What the SQL of each check names: of its population, of its verdict, then of everything else that it tells. Needs `createKnownMacros`
 * and `createRules`.
 */
export async function namedBy(db: DuckDb, checks: readonly Check[]): Promise<Map<Check, Named[]>> {
  const expressions = checks.map(expressionsOf);
  const named = await namedIn(db, expressions.flat());
  let place = 0;
  return new Map(
    checks.map((check, index): [Check, Named[]] => {
      const count = expressions[index]?.length ?? 0;
      place += count;
      return [check, named.slice(place - count, place)];
    }),
  );
}

/** The population, the verdict, and everything else that the check's SQL tells. */
function expressionsOf(check: Check): string[] {
  const { population, verdict, items, facts, columns, worstFirst, decisions = [] } = check;
  return [
    population,
    verdict,
    ...(items === undefined ? [] : [items]),
    ...Object.values(facts).flatMap(({ sql, byEstablishment }) =>
      byEstablishment === undefined ? [sql] : [sql, `(SELECT fact FROM (${byEstablishment}))`],
    ),
    ...columns.map(({ sql }) => sql),
    ...(worstFirst === undefined ? [] : [worstFirst]),
    ...decisions.flatMap(({ settles, facts: numbers = {}, names }) => [
      ...(settles === undefined ? [] : [settles]),
      ...Object.values(numbers),
      ...(names === undefined ? [] : [names]),
    ]),
  ];
}

function groundOf(check: Check, named: readonly Named[]): Ground {
  const [rule, others] = [named.slice(0, 2), named.slice(2)];
  const evidence = sourcesOf(check, rule);
  const all = sourcesOf(check, others);
  return {
    evidence: inOrder(evidence),
    details: inOrder(new Set([...all].filter((id) => !evidence.has(id)))),
    populationSources: inOrder(hiding(named.slice(0, 1))),
    columns: namesOf(rule),
  };
}

/** In the order of the contract. */
function namesOf(named: readonly Named[]): string[] {
  const names = new Set(named.flatMap(({ columns }) => columns));
  return Object.keys(DOSSIER_COLUMNS).filter((name) => names.has(name));
}

function sourcesOf({ id }: Check, named: readonly Named[]): Set<SourceId> {
  const columns = named.flatMap((one) => one.columns.filter((name) => !OWN.has(name)));
  return new Set([
    ...columns.flatMap((name) => {
      const column = dossierColumn(name);
      if (column === undefined) throw new Error(`${id} names ${name}, which the dossier does not have`);
      return column.sources;
    }),
    ...named.flatMap((one) => one.known.flatMap((field) => sourceOfField(id, field))),
    ...named.flatMap((one) => one.read.map((source) => sourceNamed(id, source))),
  ]);
}

function sourceOfField(id: string, name: string): SourceId[] {
  const field = Object.entries<{ type: string; source?: SourceId }>(KNOWN_FIELDS).find(
    ([one]) => one === name,
  );
  if (field === undefined) throw new Error(`${id} names known().${name}, which is not known`);
  return field[1].source === undefined ? [] : [field[1].source];
}

function sourceNamed(id: string, name: string): SourceId {
  const source = SOURCE_IDS.find((one) => one === name);
  if (source === undefined) throw new Error(`${id} asks is_read('${name}'), which is no source`);
  return source;
}

/** Sources without which accounts are missing from the population. */
function hiding(named: readonly Named[]): Set<SourceId> {
  return new Set(
    named
      .flatMap(({ columns }) => columns)
      .flatMap((name) => {
        const column = dossierColumn(name);
        return column?.hidesUnread === true ? column.sources : [];
      }),
  );
}

function inOrder(sources: ReadonlySet<SourceId>): SourceId[] {
  return SOURCE_IDS.filter((id) => sources.has(id));
}
