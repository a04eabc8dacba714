import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { counted } from '../report/cells.ts';
import { sheetOf } from './block-sheet.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { WORDS } from './words.ts';

const WIDTHS = [26, 64, 12, 90];

type Listed = Pick<Sheet, 'title' | 'about' | 'count'> & { readonly name: string };

/** The table of contents: each sheet by its name, which leads to it, with its title and what it holds. */
export function contentsSheet(listed: readonly Listed[], language: Language): Sheet {
  const title = phrase(WORDS, 'contents', language);
  const heads = (['sheet', 'titleOfSheet', 'rows', 'about'] as const).map((key) =>
    phrase(WORDS, key, language),
  );
  const rows = listed.map(({ name, title: ofSheet, about, count }): SheetRow => ({
    cells: [
      name,
      ofSheet,
      count === null ? null : counted(count, language),
      about === ofSheet ? null : about,
    ],
    style: 'wrapped',
    to: name,
  }));
  const heading = { title, about: title, colour: 'summary' } as const;
  const sheet = sheetOf(heading, [{ cells: heads, style: 'head' }, ...rows], WIDTHS);
  return { ...sheet, table: true, count: rows.length };
}
