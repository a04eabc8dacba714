import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { REPORT_WORDS } from '../report/words.ts';

/** The words of the slides. */
export const SLIDE_WORDS = {
  worst: { fr: 'Ce qui est le plus grave', en: 'What is most serious' },
  whole: { fr: 'Complet', en: 'Complete' },
  part: { fr: 'Partiel', en: 'Partial' },
  none: { fr: 'Inconnu', en: 'Unknown' },
  annex: { fr: 'Annexe', en: 'Annex' },
  mfa: { fr: 'Authentification multifacteur', en: 'Multi-factor authentication' },
  continued: { fr: '{title} (suite)', en: '{title} (continued)' },
  others: { fr: '… et {n} autres', en: '… and {n} others' },
  otherOne: { fr: '… et {n} autre', en: '… and {n} other' },
  elsewhere: {
    fr: '… et {n} autres, que montrent la page HTML, le classeur et situation.json',
    en: '… and {n} others, which the HTML page, the workbook and situation.json show',
  },
  elsewhereOne: {
    fr: '… et {n} autre, que montrent la page HTML, le classeur et situation.json',
    en: '… and {n} other, which the HTML page, the workbook and situation.json show',
  },
  labelled: REPORT_WORDS.labelled,
  rule: { fr: 'Règle de comptage', en: 'Counting rule' },
  notKnown: {
    fr: 'Valeurs inconnues, laissées en blanc\u00a0: {labels}',
    en: 'Values not known, left blank: {labels}',
  },
  subject: { fr: 'Audit de conformité Microsoft 365', en: 'Microsoft 365 compliance audit' },
  footer: { fr: '{tenant} · {date}', en: '{tenant} · {date}' },
} as const satisfies Record<string, Words>;

/** A text of the slides, its `{placeholders}` replaced. */
export function slideWords(
  key: keyof typeof SLIDE_WORDS,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return phrase(SLIDE_WORDS, key, language, values);
}
