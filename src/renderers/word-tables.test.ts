import { expect, test } from 'vitest';
import type { Words } from '../i18n/words.ts';
import { FOLDER_WORDS } from './establishment/words.ts';
import { ACTION_WORDS } from './letters/words.ts';
import { PAGE_WORDS } from './html/words.ts';
import { SLIDE_WORDS } from './pptx/words.ts';
import { REPORT_WORDS } from './report/words.ts';
import { TERMINAL_WORDS } from './terminal/words.ts';
import { WORDS } from './xlsx/words.ts';

test('what several formats say stands in one place, which the others name', () => {
  const tables: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
    report: REPORT_WORDS,
    html: PAGE_WORDS,
    terminal: TERMINAL_WORDS,
    xlsx: WORDS,
    pptx: SLIDE_WORDS,
    actions: ACTION_WORDS,
    establishment: FOLDER_WORDS,
  };
  const places = new Map<string, Map<Words, string>>();
  for (const [table, words] of Object.entries(tables)) {
    for (const [key, one] of Object.entries(words)) {
      const text = `${one.fr} | ${one.en}`;
      const found = places.get(text) ?? new Map<Words, string>();
      // The same object is the same place.
      if (!found.has(one)) found.set(one, `${table}.${key}`);
      places.set(text, found);
    }
  }
  const twice = [...places.values()].filter(({ size }) => size > 1).map((found) => [...found.values()]);
  expect(twice).toEqual([]);
});
