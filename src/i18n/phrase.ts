import type { Language } from './language.ts';
import { filled, joined, type Text } from './text.ts';
import type { Words } from './words.ts';

/** One of `words` in a language, its `{placeholders}` replaced; an unknown placeholder stays as it is. */
export function phrase<K extends string>(
  words: Readonly<Record<K, Words>>,
  key: K,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return joined(phraseText(words, key, language, values));
}

/** One of `words` in both languages, its `{placeholders}` replaced by the same values. */
export function inBoth<K extends string>(
  words: Readonly<Record<K, Words>>,
  key: K,
  values: Readonly<Record<string, string>> = {},
): Words {
  return { fr: phrase(words, key, 'fr', values), en: phrase(words, key, 'en', values) };
}

/** The same as `phrase`, with the figures of its values still told apart. */
export function phraseText<K extends string>(
  words: Readonly<Record<K, Words>>,
  key: K,
  language: Language,
  values: Readonly<Record<string, string | Text>>,
): Text {
  return filled(words[key][language], values);
}
