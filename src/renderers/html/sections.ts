import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Block } from '../report/block.ts';
import type { Section } from '../report/report.ts';
import { blockMarkup } from './blocks.ts';
import { markup, type Markup } from './markup.ts';
import { PAGE_WORDS } from './words.ts';

/** Long parts, of which each heading of level 3 is folded. */
const FOLDED: readonly string[] = ['establishments', 'advice', 'method'];

interface Group {
  /** The heading of level 3; '' for what stands before the first. */
  readonly title: string;
  readonly blocks: { readonly block: Block; readonly id: string }[];
}

/** A part of the report, its headings of level 3 folded where it is long. */
export function sectionMarkup({ id, title, blocks }: Section, language: Language): Markup {
  const groups = groupsOf(blocks, id).map((group, at) => {
    const body = groupBody(group, title, language);
    if (group.title === '') return markup`${body}`;
    const heading = markup`<h3>${group.title}</h3>`;
    return FOLDED.includes(id)
      ? markup`<details class="fold" id="${id}-part-${at}"><summary>${heading}</summary>\n${body}</details>\n`
      : markup`<div class="group">${heading}\n${body}</div>\n`;
  });
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${groups}</section>\n`;
}

function groupsOf(blocks: readonly Block[], id: string): Group[] {
  const groups: Group[] = [{ title: '', blocks: [] }];
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') groups.push({ title: block.text, blocks: [] });
    else groups.at(-1)?.blocks.push({ block, id: `${id}-${at}` });
  }
  return groups.filter(({ title, blocks: found }) => title !== '' || found.length > 0);
}

/** The blocks of a group; code is folded under the paragraph before it. */
function groupBody({ title, blocks }: Group, part: string, language: Language): Markup[] {
  const name = title === '' ? part : title;
  const tables = blocks.filter(({ block }) => block.kind === 'table').length;
  return blocks.map(({ block, id }, at) => {
    const next = blocks[at + 1]?.block;
    if (block.kind === 'paragraph' && next?.kind === 'code') return markup``;
    const captionPart = tables > 1 && block.kind === 'table' ? (block.columns[0]?.head ?? '') : '';
    const caption =
      captionPart === ''
        ? name
        : phrase(PAGE_WORDS, 'captioned', language, { title: name, part: captionPart });
    const body = blockMarkup(block, { id, caption, language });
    const before = blocks[at - 1]?.block;
    if (block.kind !== 'code' || before?.kind !== 'paragraph') return body;
    return markup`<details class="sql"><summary>${before.sentences.join(' ')}</summary>${body}</details>\n`;
  });
}
