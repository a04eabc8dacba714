import { capitalised, integer, pluralForm } from './format.ts';
import { frame } from './frame.ts';
import type { Language } from './language.ts';

/** A part of a sentence and the number that decides its plural. */
export interface ClauseTemplate {
  readonly of: 'count' | 'population' | 'physicians.count' | 'physicians.population';
  readonly one: string;
  readonly other: string;
}

export interface CountedTally {
  readonly population: number;
  readonly examined: number;
  readonly count: number;
}

/** The numbers that sentences are filled with. */
export interface CountedIndicator extends CountedTally {
  readonly lowerBound: boolean;
  readonly physicians: CountedTally;
}

/** No account of a population that is not empty could be examined: its count says nothing. */
export function isNotAssessable(tally: CountedTally): boolean {
  return tally.population > 0 && tally.examined === 0;
}

/**
 * The clauses with their numbers, one after the other: `{n}` is the clause's number, `{population}` its
 * tally's population, `{days}` the age in days. A count that is a lower bound is written "at least", one of
 * a group of which no account was examined "an unknown number of".
 */
export function fill(
  sentence: readonly ClauseTemplate[],
  indicator: CountedIndicator,
  parameters: { readonly inactiveAfterDays: number },
  language: Language,
): string {
  const clauses = sentence.map((clause) => {
    const tally = clause.of.startsWith('physicians.') ? indicator.physicians : indicator;
    const isCount = clause.of.endsWith('count');
    const value = isCount ? tally.count : tally.population;
    const unknown = isCount && isNotAssessable(tally);
    const values: Record<string, string> = {
      n: unknown
        ? frame('unknownNumber', language)
        : isCount
          ? bounded(value, indicator.lowerBound, language)
          : integer(value, language),
      population: integer(tally.population, language),
      days: integer(parameters.inactiveAfterDays, language),
    };
    const template = unknown ? clause.other : clause[pluralForm(value, language)];
    return template.replace(/\{(n|population|days)\}/g, (_, name: string) => values[name] ?? '');
  });
  return capitalised(clauses.join(''));
}

/** A count, with "at least" before it where it is a lower bound. */
export function bounded(value: number, lowerBound: boolean, language: Language): string {
  const number = integer(value, language);
  return lowerBound ? frame('atLeast', language, { n: number }) : number;
}

/** The sentence that stands in the place of a figure that cannot be had, naming what would be needed. */
export function notAssessable(title: string, missing: readonly string[], language: Language): string {
  if (missing.length === 0) return frame('notAssessableUnread', language, { title });
  const form = missing.length === 1 ? 'notAssessableSource' : 'notAssessableSources';
  return frame(form, language, { title, sources: missing.join(', ') });
}
