import type { Language } from './language.ts';
import type { Words } from './words.ts';

/** One of `words` in a language, its `{placeholders}` replaced; an unknown placeholder stays as it is. */
export function phrase<K extends string>(
  words: Readonly<Record<K, Words>>,
  key: K,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
