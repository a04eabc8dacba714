import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { plain, type Text } from '../../i18n/text.ts';
import type { TableBlock } from '../report/block.ts';
import { nothing, words } from '../report/cells.ts';
import { slideWords } from './words.ts';

/** Eight slides or so: nobody leafs through more, and a tenant may name ten thousand roles. */
const MOST_ROWS = 200;
const MOST_SENTENCES = 100;

/** The first rows of a table, and how many more there are elsewhere. */
export function shownRows(table: TableBlock, language: Language): TableBlock {
  const { columns, rows } = table;
  if (rows.length <= MOST_ROWS) return table;
  const told = columns.map((_, at) =>
    at === 0 ? words(left(rows.length - MOST_ROWS, language)) : nothing(),
  );
  return { ...table, rows: [...rows.slice(0, MOST_ROWS), told] };
}

/** The same of sentences. */
export function shownSentences(sentences: readonly Text[], language: Language): readonly Text[] {
  if (sentences.length <= MOST_SENTENCES) return sentences;
  return [...sentences.slice(0, MOST_SENTENCES), plain(left(sentences.length - MOST_SENTENCES, language))];
}

function left(count: number, language: Language): string {
  const key = pluralForm(count, language) === 'one' ? 'elsewhereOne' : 'elsewhere';
  return slideWords(key, language, { n: integer(count, language) });
}
