import { KnownError, type FailureKind, type InBoth } from '../errors.ts';
import { phrase } from '../i18n/phrase.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

type Key = keyof typeof TROUBLE_WORDS;
type Values = Readonly<Record<string, string>>;

/** One of the words of this room's failures, in both languages. */
export function told(key: Key, values: Values = {}): InBoth {
  return { fr: phrase(TROUBLE_WORDS, key, 'fr', values), en: phrase(TROUBLE_WORDS, key, 'en', values) };
}

/** A known failure of an audit folder, with its next steps, in both languages. */
export function trouble(
  kind: FailureKind,
  key: Key,
  values: Values,
  nextSteps: readonly (InBoth | string)[],
): KnownError {
  return new KnownError(kind, told(key, values), { nextSteps });
}
