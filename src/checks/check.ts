import { z } from 'zod';
import type { Language } from '../i18n/language.ts';
import { wordsSchema, type Words } from '../i18n/words.ts';
import type { SourceId } from '../snapshot/tables.ts';

/**
 * A part of a sentence, with the number that decides its plural. `{n}` is that number;
 * `{population}` and `{days}` may stand beside it.
 */
export const clauseSchema = z.object({
  of: z.enum(['count', 'population', 'physicians.count', 'physicians.population']),
  one: z.string(),
  other: z.string(),
});

/** Clauses written one after the other, without anything added between them. */
export const sentenceSchema = z.array(clauseSchema);
export type Sentence = z.infer<typeof sentenceSchema>;

export const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'integer', 'boolean', 'date']),
  label: wordsSchema,
});

/** A column of a findings table: all that a renderer needs to lay it out. */
export type Column = z.infer<typeof columnSchema>;

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
}

/** A check: SQL over `dossier`, and the words of its report. It sees nothing else. */
export interface Check {
  readonly id: string;
  readonly title: Words;
  /** What it asks, in a sentence. */
  readonly question: Words;
  /** Its counting rule in words. */
  readonly rule: Words;
  /**
   * Sources its verdict rests on. None of them read: not assessable. Some of them not: a lower bound.
   * `accounts` is needed by all and not listed.
   */
  readonly evidence: readonly SourceId[];
  /** Sources that tell, beside the accounts, who is in its population: where one was not read whole, more may be. */
  readonly populationSources?: readonly SourceId[];
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
}
