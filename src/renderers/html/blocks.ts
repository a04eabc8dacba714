import type { Language } from '../../i18n/language.ts';
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
    case 'heading':
      return block.level === 2 ? markup`<h2>${block.text}</h2>\n` : markup`<h3>${block.text}</h3>\n`;
    case 'paragraph':
      return markup`<p>${block.sentences.map((one, at) => markup`${at === 0 ? '' : markup`<br>`}${one}`)}</p>\n`;
    case 'strong':
      return markup`<p><strong>${block.text}</strong></p>\n`;
    case 'bullets':
      return markup`<ul>${block.items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
    case 'table':
      return tableMarkup(block, id, caption);
    case 'code':
      return markup`<pre tabindex="0"><code>${block.text}</code></pre>\n`;
    case 'chart':
      return chartMarkup(block.chart, id, language);
  }
}
