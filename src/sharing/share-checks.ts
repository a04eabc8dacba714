import { CHECKS } from '../checks/catalogue.ts';
import { COMMON_COLUMNS } from '../checks/common-columns.ts';
import { inBoth, phrase } from '../i18n/phrase.ts';
import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import type { CheckDescription } from '../situation/check-description.ts';
import type { NotChosen } from '../situation/not-chosen.ts';
import type { Pseudonyms } from './pseudonyms.ts';

const WORDS = {
  title: { fr: 'Contrôle à soi {id}', en: 'Check of one’s own {id}' },
  question: {
    fr: 'Ce que demande ce contrôle reste avec l’audit.',
    en: 'What this check asks stays with the audit.',
  },
  rule: {
    fr: 'La règle de ce contrôle reste avec l’audit; à sa place, son pseudonyme, qui est le même tant que la règle ne change pas.',
    en: 'The rule of this check stays with the audit; in its place, its pseudonym, which is the same as long as the rule does not change.',
  },
  one: { fr: '{n} compte trouvé par le contrôle {id}', en: '{n} account found by the check {id}' },
  other: { fr: '{n} comptes trouvés par le contrôle {id}', en: '{n} accounts found by the check {id}' },
} as const satisfies Record<string, Words>;

/** The longest that a column or a sheet is called. */
const SHORT = 20;

/**
 * The checks that judged, as a copy tells them: those of the catalogue as they are; of a check of one's own, whose words and SQL may name anybody, the
 * id, what it rests on, and under a pseudonym the SQL, so that copies still tell whether two audits judged by the same rule.
 */
export function sharedChecks(
  checks: readonly CheckDescription[],
  { of }: Pick<Pseudonyms, 'of'>,
): CheckDescription[] {
  return checks.map((check) => {
    if (CHECKS.some(({ id }) => id === check.id)) return check;
    const { id, sql, evidence, primary, details, dossierColumns, gravity } = check;
    return {
      ...{ id, title: told('title', id), question: told('question', id), rule: told('rule', id) },
      ...(id.length > SHORT ? {} : { shortTitle: { fr: id, en: id } }),
      sql: { population: of('typed', sql.population), verdict: of('typed', sql.verdict) },
      ...{ evidence, primary, details, dossierColumns },
      constats: { fr: [sentenceOf(id, 'fr')], en: [sentenceOf(id, 'en')] },
      ...{ facts: {}, terms: {}, charts: {}, gravity },
      columns: COMMON_COLUMNS.map(({ name, kind, label }) => ({ name, kind, label })),
    };
  });
}

/** The checks that were left out; one of one's own without its words. */
export function sharedNotChosen({ by, checks }: NotChosen): NotChosen {
  return {
    by,
    checks: checks.map(({ id, title }) => ({
      id,
      title: CHECKS.some((check) => check.id === id) ? title : told('title', id),
    })),
  };
}

function told(key: 'title' | 'question' | 'rule', id: string): Words {
  return inBoth(WORDS, key, { id });
}

function sentenceOf(id: string, language: Language): CheckDescription['constats']['fr'][number] {
  // Whoever prints it puts the number in.
  const clause = (key: 'one' | 'other'): string => phrase(WORDS, key, language, { id });
  return [{ of: 'count', one: clause('one'), other: clause('other') }];
}
