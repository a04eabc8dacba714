import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Block } from '../report/block.ts';
import type { Section, SectionId } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { blockMarkup } from './blocks.ts';
import { markup, type Markup } from './markup.ts';

/** Long parts, of which each part beneath is collapsed. */
const COLLAPSED: readonly SectionId[] = ['establishments', 'advice', 'method'];

/** A part of the report, those beneath it collapsed where it is long. */
export function sectionMarkup({ id, title, blocks, sections }: Section, language: Language): Markup {
  // Blocks are numbered through the part, the headings within it too.
  let next = 0;
  const numbered = (some: readonly Block[]): Numbered[] =>
    some.map((block) => ({ block, id: `${id}-${next++}` }));
  const own = blocksMarkup(numbered(blocks), title, language);
  const parts = sections.map((one, at) => {
    next += 1;
    const body = blocksMarkup(numbered(one.blocks), one.title, language);
    const heading = markup`<h3>${one.title}</h3>`;
    const number = at + (blocks.length === 0 ? 0 : 1);
    return COLLAPSED.includes(id)
      ? markup`<details class="fold" id="${id}-part-${number}"><summary>${heading}</summary>\n${body}</details>\n`
      : markup`<div class="group">${heading}\n${body}</div>\n`;
  });
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${own}${parts}</section>\n`;
}

interface Numbered {
  readonly block: Block;
  readonly id: string;
}

/** The blocks under one heading; of several tables each is called after its first column as well. */
function blocksMarkup(blocks: readonly Numbered[], title: string, language: Language): Markup[] {
  const tables = blocks.filter(({ block }) => block.kind === 'table').length;
  return blocks.map(({ block, id }) => {
    const part = tables > 1 && block.kind === 'table' ? (block.columns[0]?.head ?? '') : '';
    const caption =
      part === '' ? title : phrase(REPORT_WORDS, 'labelled', language, { label: title, value: part });
    return blockMarkup(block, { id, caption, language });
  });
}
