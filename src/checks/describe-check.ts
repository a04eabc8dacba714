import type { Words } from '../i18n/words.ts';
import type { Check } from './check.ts';
import type { Column, Sentence } from '../situation/check-words.ts';
import { COMMON_COLUMNS } from './common-columns.ts';
import type { CheckDescription } from '../situation/check-description.ts';

/** The check as `situation.json` carries it. */
export function describeCheck(check: Check): CheckDescription {
  return {
    id: check.id,
    title: check.title,
    question: check.question,
    rule: check.rule,
    sql: { population: check.population, verdict: check.verdict },
    evidence: [...check.evidence],
    constats: { fr: copied(check.constats.fr), en: copied(check.constats.en) },
    facts: Object.fromEntries(
      Object.entries(check.facts).map(([name, fact]): [string, Words] => [name, fact.label]),
    ),
    terms: { ...check.terms },
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
    ...(check.gravity === undefined ? {} : { gravity: check.gravity }),
    ...(check.theme === undefined ? {} : { theme: check.theme }),
    ...(check.moves === undefined ? {} : { moves: check.moves }),
    ...(check.itemKey === undefined ? {} : { itemKey: [...check.itemKey] }),
    ...(check.advice === undefined ? {} : { advice: check.advice }),
  };
}

function copied(sentences: readonly Sentence[]): Sentence[] {
  return sentences.map((sentence) => sentence.map((clause) => ({ ...clause })));
}
