import type { Words } from '../i18n/words.ts';
import type { Check } from './check.ts';
import type { Column, Sentence } from '../situation/check-words.ts';
import { COMMON_COLUMNS } from './common-columns.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { CheckDescription } from '../situation/check-description.ts';

/** What a check rests on, as the columns that its SQL names tell. */
export interface Ground {
  /** Sources of its population and verdict. */
  readonly evidence: readonly SourceId[];
  /** Further ones, of its facts, items and columns alone. */
  readonly details: readonly SourceId[];
  /** Sources that tell, beside the accounts, who is in its population: where one was not read whole, more may be. */
  readonly populationSources: readonly SourceId[];
  /** The dossier's columns that its population and verdict name. */
  readonly columns: readonly string[];
}

/** The check as `situation.json` carries it. */
export function describeCheck(check: Check, ground: Ground): CheckDescription {
  return {
    id: check.id,
    title: check.title,
    shortTitle: check.shortTitle,
    question: check.question,
    rule: check.rule,
    sql: { population: check.population, verdict: check.verdict },
    evidence: [...ground.evidence],
    primary: [...check.primary],
    details: [...ground.details],
    dossierColumns: [...ground.columns],
    constats: { fr: copied(check.constats.fr), en: copied(check.constats.en) },
    ...(check.footnote === undefined
      ? {}
      : {
          footnote: {
            fr: check.footnote.fr.map((clause) => ({ ...clause })),
            en: check.footnote.en.map((clause) => ({ ...clause })),
          },
        }),
    ...(check.opensReport === undefined ? {} : { opensReport: check.opensReport }),
    ...(check.factConstats === undefined ? {} : { factConstats: [...check.factConstats] }),
    facts: Object.fromEntries(
      Object.entries(check.facts).map(([name, fact]): [string, Words] => [name, fact.label]),
    ),
    terms: { ...check.terms },
    overlapping: Object.entries(check.facts).flatMap(([name, { overlaps }]) => (overlaps ? [name] : [])),
    charts: Object.fromEntries(
      Object.entries(check.facts).flatMap(([name, { chart }]) =>
        chart === undefined ? [] : [[name, chart]],
      ),
    ),
    columns: [...COMMON_COLUMNS, ...check.columns].map(({ name, kind, label }): Column => ({
      name,
      kind,
      label,
    })),
    ...(check.alike === undefined ? {} : { alike: check.alike }),
    ...(check.gravity === undefined ? {} : { gravity: check.gravity }),
    ...(check.theme === undefined ? {} : { theme: check.theme }),
    ...(check.moves === undefined ? {} : { moves: check.moves }),
    ...(check.itemKey === undefined ? {} : { itemKey: [...check.itemKey] }),
    ...(check.advice === undefined ? {} : { advice: check.advice }),
    ...(check.decisions === undefined
      ? {}
      : { decisions: check.decisions.map(({ id, words }) => ({ id, ...words, facts: [...words.facts] })) }),
  };
}

function copied(sentences: readonly Sentence[]): Sentence[] {
  return sentences.map((sentence) => sentence.map((clause) => ({ ...clause })));
}
