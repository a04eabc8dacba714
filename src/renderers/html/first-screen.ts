import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Block, ColumnId, TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import type { Headline } from '../report/headline.ts';
import { worstOf } from '../report/headlines.ts';
import type { Section } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { blockMarkup } from './blocks.ts';
import { cards, certainty, change, standing, type Around } from './cards.ts';
import { markup, type Markup } from './markup.ts';
import { PAGE_WORDS } from './words.ts';

/** Up to this many gaps show their remedy at once, so that many of them leave room for the Constats. */
const REMEDIES_SHOWN = 3;

/** Title, tenant, scope and dates: what stands before the first part of the report, but the sentence of the worst. */
export function masthead({ title, blocks }: Section): Markup {
  const shown = blocks.filter(({ id }) => id !== 'worst');
  return markup`<h1>${title}</h1>\n${shown.map(introMarkup)}`;
}

function introMarkup(block: Block): Markup {
  if (block.kind === 'strong') return markup`<p class="tenant">${block.text}</p>\n`;
  if (block.kind !== 'paragraph') return markup``;
  const sentences = block.sentences.map(({ text }) => markup`<span>${joined(text)}</span> `);
  return markup`<p class="dates">${sentences}</p>\n`;
}

/** Of a masked copy nothing: it does not tell whether there is an earlier audit. */
function changeOf(first: Headline, { trend, sharedCopy }: Situation, language: Language): Markup | '' {
  if (trend?.previous !== undefined) return change(first, language);
  if (sharedCopy?.maskUnder !== undefined) return '';
  return markup`<p class="change same">${phrase(REPORT_WORDS, 'firstAudit', language)}</p>`;
}

/** What is worst, how sure it is, and how it changed. */
export function inShort(all: readonly Headline[], situation: Situation, language: Language): Markup {
  const [first] = all;
  if (first === undefined) return markup``;
  const stands = standing(first);
  const isFound = ['critical', 'serious', 'notable'].includes(stands);
  const marks = isFound
    ? markup`<div class="marks">${certainty(first)}${changeOf(first, situation, language)}</div>`
    : '';
  return markup`<section class="worst ${stands}" aria-label="${phrase(PAGE_WORDS, 'summary', language)}">
<p class="sentence">${joined(worstOf(all, language))}</p>${marks}
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

function gap(row: readonly Cell[], { columns }: TableBlock, isOpen: boolean, language: Language): Markup {
  const at = (id: ColumnId): number => columns.findIndex((column) => column.id === id);
  const labelled = (id: ColumnId): string =>
    phrase(REPORT_WORDS, 'labelled', language, {
      label: columns[at(id)]?.head ?? '',
      value: row[at(id)]?.text ?? '',
    });
  const count =
    row[at('accounts')]?.kind === 'number'
      ? markup` <span class="accounts">${labelled('accounts')}</span>`
      : '';
  return markup`<li><details${isOpen ? markup` open` : ''}><summary><strong>${row[at('gap')]?.text ?? ''}</strong>${count}</summary><p>${labelled('remedy')}</p></details></li>\n`;
}

/** Every check as a large figure, then the sentences that the report does not open with. */
export function checks({ id, title, blocks }: Section, around: Around, language: Language): Markup {
  const laid = blocks.map((block, at) => {
    if (block.kind === 'figures') return cards(block.headlines, around, language);
    const inside = blockMarkup(block, { id: `${id}-${at}`, caption: title, language });
    return markup`<details class="fold"><summary>${phrase(PAGE_WORDS, 'inFull', language)}</summary>${inside}</details>`;
  });
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${laid}
</section>\n`;
}
