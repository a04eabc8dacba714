import { integer } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { phrase } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import type { Excepted } from '../situation/exceptions/exceptions-schema.ts';

const WORDS = {
  accepted: { fr: 'acceptés par exception\u00a0: {n}', en: 'accepted by exception: {n}' },
  expired: { fr: 'exceptions échues\u00a0: {n}', en: 'exceptions expired: {n}' },
} as const satisfies Record<string, Words>;

/** Of a figure, which of its accounts are accepted cases, and were until a day that is past; '' where there is none. */
export function exceptedWords(excepted: Excepted | undefined, language: Language): string {
  if (excepted === undefined) return '';
  return (['accepted', 'expired'] as const)
    .filter((key) => excepted[key] > 0)
    .map((key) => phrase(WORDS, key, language, { n: integer(excepted[key], language) }))
    .join('; ');
}
