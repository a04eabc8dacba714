import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Block } from './block.ts';
import { nothing, words } from './cells.ts';
import type { Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** Far more than a network has establishments; a page of 20,000 rows a table would not be opened by any browser. */
export const MOST_TABLE_ROWS = 1_000;

/** A part of the report whose tables show their first rows, and say in a last one how many more there are and where. */
export function boundedTables(part: Section, language: Language): Section {
  return {
    ...part,
    blocks: part.blocks.map((block) => bounded(block, language)),
    sections: part.sections.map((one) => boundedTables(one, language)),
  };
}

function bounded(block: Block, language: Language): Block {
  if (block.kind !== 'table' || block.rows.length <= MOST_TABLE_ROWS) return block;
  const left = block.rows.length - MOST_TABLE_ROWS;
  const key = pluralForm(left, language) === 'one' ? 'leftOutOne' : 'leftOutOther';
  const told = words(phrase(REPORT_WORDS, key, language, { n: integer(left, language) }));
  const last = block.columns.map((_, at) => (at === 0 ? told : nothing()));
  return { ...block, rows: [...block.rows.slice(0, MOST_TABLE_ROWS), last] };
}
