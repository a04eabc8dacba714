import { integer, pluralForm } from './format.ts';
import { frame } from './frame.ts';
import type { Language } from './language.ts';
import { figure, filled, joined, together, type Text } from './text.ts';

/** A part of a sentence and the number that decides its plural. */
export interface ClauseTemplate {
  readonly of: 'count' | 'population' | 'physicians.count' | 'physicians.population' | 'physicians.accounts';
  readonly one: string;
  readonly other: string;
  /** Said of nobody. */
  readonly zero?: string | undefined;
  /** Facts whose numbers stand in it. */
  readonly facts?: readonly string[] | undefined;
}

export interface CountedTally {
  readonly population: number;
  readonly examined: number;
  readonly count: number;
  /** Of physicians: their accounts, with or without a mailbox, where that is known. */
  readonly accounts?: number;
}

/**
 * How far a number can be relied on: at-least where something was not read, approximate where it is not known
 * which accounts belong to the population, and both.
 */
export type Bound = 'exact' | 'at-least' | 'approximate' | 'approximate-at-least';

/** The numbers that sentences are filled with. */
export interface CountedIndicator extends CountedTally {
  readonly lowerBound: boolean;
  readonly populationBound: Exclude<Bound, 'approximate-at-least'>;
  readonly physicians: CountedTally;
  readonly facts?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

/** How far the counts of an indicator can be relied on. */
export function countBound({
  lowerBound,
  populationBound,
}: Pick<CountedIndicator, 'lowerBound' | 'populationBound'>): Bound {
  if (populationBound === 'approximate') return lowerBound ? 'approximate-at-least' : 'approximate';
  return lowerBound ? 'at-least' : 'exact';
}

/** No account of a population that is not empty could be examined: its count says nothing. */
export function isNotAssessable(tally: CountedTally): boolean {
  return tally.population > 0 && tally.examined === 0;
}

/**
 * The clauses with their numbers, one after the other: `{n}` is the clause's number, `{population}` its
 * tally's population, `{days}` the age in days. A number that is a lower bound is written "at least", an approximate
 * one "about"; a count of a group of which no account was examined "an unknown number of". It begins as it would within a
 * sentence.
 */
export function fill(
  sentence: readonly ClauseTemplate[],
  indicator: CountedIndicator,
  parameters: { readonly inactiveAfterDays: number },
  language: Language,
): Text {
  const days = integer(parameters.inactiveAfterDays, language);
  return together(
    said(sentence, indicator).map((clause) => {
      const { value, bound, isUnknown } = figureOf(clause, indicator);
      const template = isUnknown ? clause.other : clause[pluralForm(value, language)];
      const marked = [
        ...(isUnknown || bound !== 'exact' ? ['n'] : []),
        ...(indicator.populationBound === 'exact' ? [] : ['population']),
      ];
      const { population } = tallyOf(clause, indicator);
      const ofSome = language === 'fr' ? elided(template, marked) : template;
      const writtenAs = isNone(clause, indicator) ? noneText(clause, indicator, language) : ofSome;
      return filled(writtenAs, {
        ...Object.fromEntries(
          factsOf(clause, indicator).map(([name, n]) => [name, figure(integer(n, language))]),
        ),
        n: isUnknown ? frame('unknownNumber', language) : boundedText(value, bound, language),
        population: boundedText(population, indicator.populationBound, language),
        days,
      });
    }),
  );
}

function tallyOf({ of }: ClauseTemplate, indicator: CountedIndicator): CountedTally {
  return of.startsWith('physicians.') ? indicator.physicians : indicator;
}

function figureOf(
  clause: ClauseTemplate,
  indicator: CountedIndicator,
): { readonly value: number; readonly bound: Bound; readonly isUnknown: boolean } {
  const tally = tallyOf(clause, indicator);
  const isCount = clause.of.endsWith('count');
  if (clause.of.endsWith('accounts')) {
    return { value: tally.accounts ?? tally.population, bound: indicator.populationBound, isUnknown: false };
  }
  return {
    value: isCount ? tally.count : tally.population,
    bound: isCount ? countBound(indicator) : indicator.populationBound,
    isUnknown: isCount && isNotAssessable(tally),
  };
}

/** Nobody was found, and nothing was left unread. */
function isNone(clause: ClauseTemplate, indicator: CountedIndicator): boolean {
  const { value, bound, isUnknown } = figureOf(clause, indicator);
  return clause.zero !== undefined && value === 0 && bound === 'exact' && !isUnknown;
}

/** The clause of nobody; where accounts could not be examined, of nobody among the others: each of them may be one. */
function noneText(clause: ClauseTemplate, indicator: CountedIndicator, language: Language): string {
  const { examined, population } = tallyOf(clause, indicator);
  const isOfAll = !clause.of.endsWith('count') || examined === population;
  return `${clause.zero ?? ''}${isOfAll ? '' : frame('amongExamined', language)}`;
}

/** The clauses that there is something to say in: of nobody, no physicians are told; numbers of facts only where all are known. */
function said(sentence: readonly ClauseTemplate[], indicator: CountedIndicator): readonly ClauseTemplate[] {
  const [first] = sentence;
  if (first === undefined) return [];
  const { bound } = figureOf(first, indicator);
  const ofNobody = isNone(first, indicator);
  return sentence.filter(
    (clause, at) =>
      at === 0 ||
      (ofNobody
        ? first.of.endsWith('count') && clause.of.endsWith('population') && clause.facts === undefined
        : (clause.facts ?? []).length === factsOf(clause, indicator).length &&
          (clause.facts === undefined || bound === 'exact')),
  );
}

function factsOf({ facts = [] }: ClauseTemplate, indicator: CountedIndicator): [string, number][] {
  return facts.flatMap((name) => {
    const known = indicator.facts;
    const value = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
    return typeof value === 'number' ? [[name, value]] : [];
  });
}

/**
 * The sentence of one number: `{n}`, as far as it can be relied on; as it is written within another.
 *
 * @param values of its other placeholders
 * @param written the number as it is written, where it is no plain one
 */
export function countedText(
  { one, other }: Readonly<Record<'one' | 'other', Readonly<Record<Language, string>>>>,
  value: number,
  bound: Bound,
  language: Language,
  values: Readonly<Record<string, string | Text>> = {},
  written: string = integer(value, language),
): Text {
  const template = (pluralForm(value, language) === 'one' ? one : other)[language];
  const marked = bound === 'exact' ? [] : ['n'];
  return filled(language === 'fr' ? elided(template, marked) : template, {
    ...values,
    n: together([boundMark(bound, language), figure(written)]),
  });
}

/** French "de" before the numbers that words stand before ("au moins", "environ", "un nombre inconnu de"). */
function elided(template: string, marked: readonly string[]): string {
  return marked.reduce((text, name) => text.replaceAll(` de {${name}}`, ` d’{${name}}`), template);
}

const MARKS = {
  'at-least': 'atLeast',
  approximate: 'about',
  'approximate-at-least': 'atLeastAbout',
} as const;

/** A number as far as it can be relied on: "1 817", "au moins 1 817", "environ 1 817", "au moins environ 1 817". */
export function bounded(value: number, bound: Bound, language: Language): string {
  return joined(boundedText(value, bound, language));
}

/** The same, the number told apart from what stands before it. */
export function boundedText(value: number, bound: Bound, language: Language): Text {
  return together([boundMark(bound, language), figure(integer(value, language))]);
}

/** What stands before a number that can be relied on as far as its bound says: "au moins ", with a no-break space; '' where it is exact. */
export function boundMark(bound: Bound, language: Language): string {
  return bound === 'exact' ? '' : frame(MARKS[bound], language, { n: '' });
}

/** Whether the sentences count physicians and nobody else: where they are not known, neither is the figure. */
export function countPhysiciansAlone(sentences: readonly (readonly ClauseTemplate[])[]): boolean {
  const clauses = sentences.flat();
  return clauses.length > 0 && clauses.every(({ of }) => of.startsWith('physicians.'));
}

/** The sentence that stands in the place of a figure that cannot be had, naming what would be needed. */
export function notAssessable(title: string, missing: readonly string[], language: Language): string {
  if (missing.length === 0) return frame('notAssessableUnread', language, { title });
  const form = missing.length === 1 ? 'notAssessableSource' : 'notAssessableSources';
  return frame(form, language, { title, sources: missing.join(', ') });
}
