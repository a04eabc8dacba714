import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import { cards } from './cards.ts';
import { chartMarkup } from './chart.ts';
import type { Block } from '../report/block.ts';
import { markup, type Markup } from './markup.ts';
import { tableMarkup } from './table.ts';

interface Place {
  /** Of the block, once in the page. */
  readonly id: string;
  /** What a table is called. */
  readonly caption: string;
  readonly language: Language;
}

/** A block of the report as markup. */
export function blockMarkup(block: Block, { id, caption, language }: Place): Markup {
  switch (block.kind) {
    case 'paragraph':
      return markup`<p>${block.sentences.map(({ text }, at) => markup`${at === 0 ? '' : markup`<br>`}${joined(text)}`)}</p>\n`;
    case 'strong':
      return markup`<p><strong>${block.text}</strong></p>\n`;
    case 'list':
      return markup`<ul>${block.items.map(({ text }) => markup`<li>${joined(text)}</li>\n`)}</ul>\n`;
    case 'table':
      return tableMarkup(block, id, caption);
    case 'code':
      return markup`<details class="sql"><summary>${block.caption}</summary><pre tabindex="0"><code>${block.text}</code></pre>
</details>\n`;
    case 'chart':
      return chartMarkup(block.chart, id, language);
    case 'figures':
      return cards(block.headlines, { linkTo: () => null, month: null }, language);
  }
}
