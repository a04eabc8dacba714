import { neutralise } from '../neutralise.ts';
import { escapeMarkdown } from './escape.ts';

/**
 * The blocks of a Markdown page. Every one takes plain text and escapes it, so that no text of the tenant
 * can reach the page unescaped.
 */

export function heading(level: 1 | 2 | 3, text: string): string {
  return `${'#'.repeat(level)} ${escapeMarkdown(text)}`;
}

export function paragraph(...sentences: readonly string[]): string {
  return sentences.map(escapeMarkdown).join('  \n');
}

export function strong(text: string): string {
  return `**${escapeMarkdown(text)}**`;
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
}

/** A table; its first column and those of `text` (by position) are aligned left, the others right. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  text: readonly number[] = [],
): string {
  const rule = heads.map((_, index) => (index === 0 || text.includes(index) ? '---' : '---:'));
  return [line(heads.map(cell)), line(rule), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

function cell(text: string): string {
  return escapeMarkdown(neutralise(text));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
