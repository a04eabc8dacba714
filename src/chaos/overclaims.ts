import type { IndicatorFigures, Tally } from './figures.ts';
import type { Truth } from './truth.ts';

/** All tallies of an indicator, and how each claims more than is true, or leaves out more than it says. */
export function overclaims(
  id: string,
  found: IndicatorFigures,
  all: IndicatorFigures,
  truth: Truth,
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
      ),
    );
  const physicians = (rows: IndicatorFigures['byEstablishment']): (Tally & { readonly id: string })[] =>
    rows.map((row) => ({ id: row.id, ...row.physicians }));
  return [
    ...overclaim(id, found, all, truth),
    ...overclaim(`${id} physicians`, found.physicians, all.physicians, truth),
    ...parts('category', found.byCategory, all.byCategory),
    ...parts('establishment', found.byEstablishment, all.byEstablishment),
    ...parts('physicians of', physicians(found.byEstablishment), physicians(all.byEstablishment)),
    ...overclaimedFacts(id, found.facts, all.facts),
  ];
}

const NOBODY: Tally = { population: 0, examined: 0, count: 0, undetermined: 0 };

/**
 * `all`: what is true, were everything read. As nobody is cleared who is not clear, nor left out, whoever is not counted is
 * undetermined.
 */
function overclaim(name: string, found: Tally, all: Tally, truth: Truth): string[] {
  const { population, examined, count, undetermined } = found;
  const least = leastOf(truth);
  const wrong: [boolean, string][] = [
    [population !== examined + undetermined, 'the examined and the undetermined are not the population'],
    [count > all.count, `counts ${count} where ${all.count} are to be found`],
    [
      examined - count > all.examined - all.count,
      `clears ${examined - count} where ${all.examined - all.count} are clear`,
    ],
    [population > all.population, `a population of ${population} where there are ${all.population}`],
    [population < least(all.population), `a population of ${population} where there are ${all.population}`],
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

function overclaimedFacts(
  id: string,
  found: IndicatorFigures['facts'],
  all: IndicatorFigures['facts'],
): string[] {
  return Object.entries(all).flatMap(([name, fact]) => {
    const told = found[name];
    // What is left out claims nothing.
    if (told === undefined) return [];
    if (typeof fact === 'number') return numberAbove(`${id}.${name}`, told, fact);
    return Object.entries(fact).flatMap(([key, most]) =>
      typeof told === 'object' && told[key] === undefined
        ? []
        : numberAbove(`${id}.${name}.${key}`, typeof told === 'object' ? told[key] : told, most),
    );
  });
}

function numberAbove(name: string, found: unknown, most: number): string[] {
  return typeof found === 'number' && found <= most
    ? []
    : [`${name} is ${String(found)}, of ${most} at most`];
}
