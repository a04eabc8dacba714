import type { TableBlock, TableColumn } from '../report/block.ts';
import { isBlank, valueOf, type Cell } from '../report/cell.ts';
import { markup, type Markup } from './markup.ts';

/** From this many rows on a field to filter them is offered. */
const FILTERED_FROM = 9;

/**
 * A table within a region that scrolls by itself. Numbers and days carry what they are sorted by as `data-value`, and
 * what is not known is `data-blank`; the script adds the buttons and the filter.
 */
export function tableMarkup(
  { id: block, columns, rows, keys = [] }: TableBlock,
  id: string,
  caption: string,
): Markup {
  const head = columns.map(({ head: text, align }) => markup`<th scope="col"${numeric(align)}>${text}</th>`);
  const body = rows.map(
    (row, place) =>
      markup`<tr>${row.map((cell, at) => cellMarkup(cell, at, columns, hrefOf(block, keys[place])))}</tr>\n`,
  );
  const filter = rows.length >= FILTERED_FROM ? markup` data-filter=""` : '';
  return markup`<div class="scroll" data-table="${block}" role="group" aria-labelledby="${id}" tabindex="0"><table${filter}>
<caption id="${id}">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>\n`;
}

function numeric(align: TableColumn['align']): Markup | '' {
  return align === 'right' ? markup` class="n"` : '';
}

/** How a share stands against the whole's is a tint, which the note beneath the table explains. */
function classOf(align: TableColumn['align'], cell: Cell): Markup | '' {
  if (cell.kind !== 'number' || cell.share === undefined) return numeric(align);
  return markup` class="n of${cell.against === undefined ? '' : ` ${cell.against}`}"`;
}

/** Where the head of a row leads: to an establishment in every table, or to the card of a check. */
function hrefOf(block: TableBlock['id'], key = ''): string {
  if (key === '') return '';
  if (block === 'matrix') return `#e=${encodeURIComponent(key.replace(/\p{Surrogate}/gu, ''))}`;
  return block === 'indicators' && /^[a-z0-9-]+$/.test(key) ? `#check-${key}` : '';
}

function cellMarkup(cell: Cell, at: number, columns: readonly TableColumn[], href: string): Markup {
  const text = cell.kind === 'code' ? markup`<code>${cell.text}</code>` : cell.text;
  if (at === 0) {
    const head = href === '' ? text : markup`<a href="${href}">${text}</a>`;
    return markup`<th scope="row"${sortedBy(cell)}>${head}</th>`;
  }
  return markup`<td${classOf(columns[at]?.align ?? 'left', cell)}${sortedBy(cell)}>${text}</td>`;
}

function sortedBy(cell: Cell): Markup | '' {
  if (isBlank(cell)) return markup` data-blank=""`;
  const value = cell.kind === 'date' ? cell.day : valueOf(cell);
  return value === null ? '' : markup` data-value="${value}"`;
}
