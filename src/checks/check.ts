import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import type {
  Actor,
  Advice,
  Column,
  DecisionWords,
  FactSentence,
  Footnote,
  Gravity,
  MovesWords,
  Sentence,
  Theme,
} from '../situation/check-words.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** A fact column: its value is an SQL expression over `dossier`. */
export interface FactColumn extends Column {
  readonly sql: string;
}

/** A tally beside the count: an SQL aggregate over `judged` (the dossier with `verdict`, all accounts). */
export interface Fact {
  readonly label: Words;
  /**
   * Gives BIGINT, or MAP(VARCHAR, BIGINT) for a fact that is itself broken down; null for what is not known, such
   * as what a source not in the variable `usableSources` would have told.
   */
  readonly sql: string;
  /**
   * Where `sql` asks `judged` again and cannot be grouped: the same of each establishment, a query that gives the columns
   * `establishment` and `fact`.
   */
  readonly byEstablishment?: string;
  /** Told where the check is not assessable, too or only there: what other sources let say of its population. */
  readonly whereNotAssessable?: 'too' | 'only';
  /** Of a breakdown of the counted accounts of which one may be in several parts: these can sum to more than the count. */
  readonly overlaps?: true;
  /** Of a breakdown worth a chart: the chart's id. */
  readonly chart?: string;
}

/**
 * What makes a decision of a check's findings: one act that settles them, or some of them. Its SQL is over `judged`; what is not
 * known is NULL in it, never false.
 */
export interface DecisionRule {
  readonly id: string;
  readonly who: Actor;
  readonly gravity: Gravity;
  /** Which of the findings it settles, an SQL condition: NULL where that is not known. All of them, where left out. */
  readonly settles?: string;
  /** Further numbers: SQL aggregates, NULL where not known. */
  readonly facts?: Readonly<Record<string, string>>;
  /** What is to be changed, as the tenant calls it: SQL over an account that it settles. */
  readonly names?: string;
  readonly words: Omit<DecisionWords, 'id'>;
}

/** A check: SQL over `dossier`, and the words of its report. It sees nothing else. */
export interface Check {
  readonly id: string;
  readonly title: Words;
  /** At most 20 characters, for a column or a sheet. */
  readonly shortTitle: Words;
  /** What it asks, in a sentence. */
  readonly question: Words;
  /** Its counting rule in words. */
  readonly rule: Words;
  /**
   * Sources that a finding comes from. None of them read: not assessable. Some of them not: the count is a lower bound.
   * What the check rests on beside them follows from the columns that its SQL names (`assessment/rests-on`).
   */
  readonly primary: readonly SourceId[];
  /** Sources that alone make no finding, and without which findings are missed: the count is then a lower bound. */
  readonly lowerWithout?: readonly SourceId[];
  /** Its population leaves out the accounts of categories with `service: true`. */
  readonly exceptServices?: boolean;
  /** Which accounts it is about: an SQL condition over `dossier`; the others are not-applicable. */
  readonly population: string;
  /** compliant, non-compliant or undetermined: an SQL expression over `dossier`, for the population. */
  readonly verdict: string;
  readonly columns: readonly FactColumn[];
  /**
   * Several findings for one account: a LIST of STRUCT, an SQL expression over `dossier`. Each of its elements is a row of the
   * findings, named `item` in `columns`; an account for which it is empty has one row, with `item` null.
   */
  readonly items?: string;
  /** What comes first in the findings after the verdict: SQL of an ORDER BY, over `dossier` and `item`. */
  readonly worstFirst?: string;
  readonly facts: Readonly<Record<string, Fact>>;
  /** The words for the values that the breakdowns of its facts, and its columns, take. */
  readonly terms?: Readonly<Record<string, Words>>;
  readonly constats: Readonly<Record<Language, readonly Sentence[]>>;
  /** Stands beneath its sentences where not all accounts of physicians have a mailbox. */
  readonly footnote?: Readonly<Record<Language, Footnote>>;
  /** Sentences that follow those, of facts (numbers) that are graver than the count; left out where there is none. */
  readonly factConstats?: readonly FactSentence[];
  /** Its sentences are among those of the ministry's slide, which every report opens with. */
  readonly opensReport?: true;
  /** The service whose active accounts look like those that it does not count, and are others. */
  readonly alike?: 'exchange';
  /** Left out for a check that only informs. */
  readonly gravity?: Gravity;
  /** What its figure is told with; left out where it stands by itself. */
  readonly theme?: Theme;
  /** Left out where the plain words do. */
  readonly moves?: MovesWords;
  /** Columns that tell one item of an account from another, where `items` gives several: a new one is a change. */
  readonly itemKey?: readonly string[];
  /** Left out where nothing can be asked of anybody about a single account. */
  readonly advice?: Advice;
  /** Left out where no single act settles its findings, or another check's decision does. */
  readonly decisions?: readonly DecisionRule[];
}
