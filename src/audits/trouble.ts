import { KnownError, type FailureKind } from '../errors.ts';
import { inBoth } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

type Key = keyof typeof TROUBLE_WORDS;
type Values = Readonly<Record<string, string>>;

/** One of the words of this room's failures, in both languages. */
export function told(key: Key, values: Values = {}): Words {
  return inBoth(TROUBLE_WORDS, key, values);
}

/** A known failure of an audit folder, with its next steps, in both languages. */
export function trouble(
  kind: FailureKind,
  key: Key,
  values: Values,
  nextSteps: readonly Words[],
): KnownError {
  return new KnownError(kind, told(key, values), { nextSteps });
}
