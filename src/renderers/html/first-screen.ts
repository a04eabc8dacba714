import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { constats } from '../constats.ts';
import { cellText, type Block, type Cell, type TableBlock } from '../report/block.ts';
import { headlines, worstOf } from '../report/headlines.ts';
import type { Section } from '../report/report.ts';
import { blockMarkup } from './blocks.ts';
import { cards, certainty, change, standing } from './cards.ts';
import { markup, type Markup } from './markup.ts';
import { PAGE_WORDS } from './words.ts';

/** Up to this many gaps show their remedy at once, so that many of them leave room for the Constats. */
const REMEDIES_SHOWN = 3;

/** Title, tenant, scope and dates: what stands before the first part of the report, but the sentence of the worst. */
export function masthead(intro: readonly Block[], worst: string): Markup {
  const shown = intro.filter((block) => block.kind !== 'paragraph' || block.sentences[0] !== worst);
  return markup`${shown.map((block) => introMarkup(block))}`;
}

function introMarkup(block: Block): Markup {
  if (block.kind === 'heading') return markup`<h1>${block.text}</h1>\n`;
  if (block.kind === 'strong') return markup`<p class="tenant">${block.text}</p>\n`;
  if (block.kind !== 'paragraph') return markup``;
  const sentences = block.sentences.map((one) => markup`<span>${one}</span> `);
  return markup`<p class="dates">${sentences}</p>\n`;
}

/** What is worst, how sure it is, and how it changed. */
export function inShort(situation: Situation, language: Language): Markup {
  const all = headlines(situation, language);
  const [first] = all;
  if (first === undefined) return markup``;
  const stands = standing(first);
  const isFound = ['critical', 'serious', 'notable'].includes(stands);
  const hasPrevious = situation.trend?.previous !== undefined;
  const marks = isFound
    ? markup`<div class="marks">${certainty(first)}${hasPrevious ? change(first, language) : markup`<p class="change same">${phrase(PAGE_WORDS, 'firstAudit', language)}</p>`}</div>`
    : '';
  return markup`<section class="worst ${stands}" aria-label="${phrase(PAGE_WORDS, 'summary', language)}">
<p class="sentence">${worstOf(all, language)}</p>${marks}
</section>\n`;
}

/** The gaps, each with its remedy, close together; or the one line that says there is none. */
export function gaps({ id, title, blocks }: Section, language: Language): Markup {
  const tables = blocks.filter((block) => block.kind === 'table');
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ row, table })));
  const isShown = rows.length <= REMEDIES_SHOWN;
  const items = rows.map(({ row, table }) => gap(row, table, isShown, language));
  const list = items.length === 0 ? '' : markup`<ul>\n${items}</ul>`;
  const rest = blocks.filter((block) => block.kind !== 'table');
  return markup`<section class="gaps${rows.length === 0 ? ' none' : ''}" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${rows.length === 0 ? '' : markup` <span class="count">${integer(rows.length, language)}</span>`}</h2>
${rest.map((block, at) => blockMarkup(block, { id: `${id}-${at}`, caption: title, language }))}${list}
</section>\n`;
}

function gap(
  [what = '', accounts = '', remedy = '']: readonly Cell[],
  { columns }: TableBlock,
  isOpen: boolean,
  language: Language,
): Markup {
  const labelled = (at: number, value: Cell): string =>
    phrase(PAGE_WORDS, 'labelled', language, { label: columns[at]?.head ?? '', value: cellText(value) });
  const count =
    typeof accounts === 'string' ? '' : markup` <span class="accounts">${labelled(1, accounts)}</span>`;
  return markup`<li><details${isOpen ? markup` open` : ''}><summary><strong>${cellText(what)}</strong>${count}</summary><p>${labelled(2, remedy)}</p></details></li>\n`;
}

/** The Constats: large figures, then the sentences that have none, then all of them in full. */
export function findings({ id, title, blocks }: Section, situation: Situation, language: Language): Markup {
  const all = headlines(situation, language);
  const told = new Set(all.flatMap(({ sentences }) => sentences));
  const others = constats(situation, language).filter((sentence) => !told.has(sentence));
  const inFull = blocks.map((block, at) =>
    blockMarkup(block, { id: `${id}-${at}`, caption: title, language }),
  );
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${cards(all, language)}${others.length === 0 ? '' : markup`<ul class="others">${others.map((one) => markup`<li>${one}</li>`)}</ul>`}
${all.length === 0 ? inFull : markup`<details class="fold"><summary>${phrase(PAGE_WORDS, 'inFull', language)}</summary>${inFull}</details>`}
</section>\n`;
}
