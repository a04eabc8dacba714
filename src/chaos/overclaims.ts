import type { IndicatorFigures, Tally } from './figures.ts';
import type { Truth } from './truth.ts';

/** What keeps tallies from being measured one by one. */
export interface Limits {
  /** Who belongs to its population is not all known. */
  readonly isOpen: boolean;
  /** What was not read is taken for none, and the count marked as a lower bound. */
  readonly clearsUnread: boolean;
  /** So many accounts may have come to a group, or left it, between the reading of either; or belong to another population. */
  readonly moved: number;
}

/** All tallies of an indicator, and how each claims more than is true, or leaves out more than it says. */
export function overclaims(
  id: string,
  found: IndicatorFigures,
  all: IndicatorFigures,
  truth: Truth,
  limits: Limits,
): string[] {
  const parts = (
    name: string,
    theirs: readonly (Tally & { readonly id: string })[],
    ours: readonly (Tally & { readonly id: string })[],
  ): string[] =>
    [...new Set([...theirs, ...ours].map((row) => row.id))].flatMap((row) =>
      overclaim(
        `${id} ${name} “${row}”`,
        theirs.find((one) => one.id === row) ?? NOBODY,
        ours.find((one) => one.id === row) ?? NOBODY,
        truth,
        limits,
      ),
    );
  const physicians = (rows: IndicatorFigures['byEstablishment']): (Tally & { readonly id: string })[] =>
    rows.map((row) => ({ id: row.id, ...row.physicians }));
  return [
    ...overclaim(id, found, all, truth, limits),
    ...overclaim(`${id} physicians`, found.physicians, all.physicians, truth, limits),
    ...parts('category', found.byCategory, all.byCategory),
    ...parts('establishment', found.byEstablishment, all.byEstablishment),
    ...parts('physicians of', physicians(found.byEstablishment), physicians(all.byEstablishment)),
    ...overclaimedFacts(id, found, all, limits),
  ];
}

const NOBODY: Tally = { population: 0, examined: 0, count: 0, undetermined: 0 };

/**
 * `all`: what is true, were everything read. As nobody is cleared who is not clear, nor left out, whoever is not counted is
 * undetermined.
 */
function overclaim(
  name: string,
  found: Tally,
  all: Tally,
  truth: Truth,
  { isOpen, clearsUnread, moved }: Limits,
): string[] {
  const { population, examined, count, undetermined } = found;
  const least = leastOf(truth);
  const wrong: [boolean, string][] = [
    [population !== examined + undetermined, 'the examined and the undetermined are not the population'],
    [count > all.count + moved, `counts ${count} where ${all.count} are to be found`],
    [
      !clearsUnread && examined - count > all.examined - all.count + moved,
      `clears ${examined - count} where ${all.examined - all.count} are clear`,
    ],
    [
      !isOpen && population > all.population,
      `a population of ${population} where there are ${all.population}`,
    ],
    [
      !isOpen && population < least(all.population),
      `a population of ${population} where there are ${all.population}`,
    ],
  ];
  return wrong.flatMap(([is, told]) => (is ? [`${name}: ${told}`] : []));
}

/** How few there may be where some come and go; none at all where such a directory broke off. */
export function leastOf({
  extentOf,
  standings,
  consequences: { uncertain },
}: Truth): (number: number) => number {
  const rowsMissing = standings.accounts.losesRows && extentOf('accounts') === 'part';
  return (number) => (uncertain.length > 0 && rowsMissing ? 0 : number - uncertain.length);
}

/** Breakdowns by the worst of what was seen: who lacks something stands under another name. */
const BY_WORST: ReadonlySet<string> = new Set([
  'byTargetClass',
  'effectiveness',
  'blockedByPolicy',
  'brokenRulesOnly',
  'disabledRulesOnly',
  'byUse',
]);

/** How many accounts more they may be of tells nothing of how many they are. */
const OF_MESSAGES: ReadonlySet<string> = new Set(['received']);

export function overclaimedFacts(
  id: string,
  found: Pick<IndicatorFigures, 'facts' | 'count'>,
  all: Pick<IndicatorFigures, 'facts'>,
  { moved }: Pick<Limits, 'moved'>,
): string[] {
  return Object.entries(all.facts).flatMap(([name, fact]) => {
    if (BY_WORST.has(name) || (moved > 0 && OF_MESSAGES.has(name))) return [];
    const told = found.facts[name];
    // What is left out claims nothing.
    if (told === undefined) return [];
    if (typeof fact === 'number') return numberAbove(`${id}.${name}`, told, fact + moved);
    return Object.entries(fact).flatMap(([key, most]) =>
      typeof told === 'object' && told[key] === undefined
        ? []
        : numberAbove(`${id}.${name}.${key}`, typeof told === 'object' ? told[key] : told, most + moved),
    );
  });
}

function numberAbove(name: string, found: unknown, most: number): string[] {
  return typeof found === 'number' && found <= most
    ? []
    : [`${name} is ${String(found)}, of ${most} at most`];
}
