import { joined } from '../../i18n/text.ts';
import { neutralise } from '../neutralise.ts';
import type { Block, TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { numberedActs } from '../report/decisions.ts';
import type { Section } from '../report/section.ts';
import { codeBlock, escapeMarkdown, isPlainCode } from './escape.ts';

/** A part of the report as the blocks of a Markdown page, escaped: its heading, its own blocks, then the parts beneath it. */
export function markdownSection({ title, blocks, sections }: Section, level = 1): string[] {
  return [
    `${'#'.repeat(level)} ${escapeMarkdown(title)}`,
    ...blocks.flatMap(markdownBlocks),
    ...sections.flatMap((one) => markdownSection(one, level + 1)),
  ];
}

/** A block of the report as Markdown, escaped; none for one that Markdown has no form for. */
export function markdownBlocks(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.sentences.map(({ text }) => escapeMarkdown(joined(text))).join('  \n')];
    case 'strong':
      return [`**${escapeMarkdown(block.text)}**`];
    case 'list':
      return [block.items.map(({ text }) => `- ${escapeMarkdown(joined(text))}`).join('\n')];
    case 'table':
      return [tableText(block.id === 'decisions' ? numberedActs(block) : block)];
    case 'code':
      return [escapeMarkdown(block.caption), codeBlock(block.text, block.syntax)];
    case 'chart':
    case 'figures':
      // Their figures stand in a table or in sentences beside them.
      return [];
  }
}

function tableText({ columns, rows }: TableBlock): string {
  const rule = columns.map(({ align }) => (align === 'left' ? '---' : '---:'));
  const lines = rows.map((row) => line(row.map(cellOf)));
  return [line(columns.map(({ head }) => textOf(head))), line(rule), ...lines].join('\n');
}

/** Only texts can hold a formula: a number's sign is its own. */
function cellOf(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
    case 'words':
      return textOf(cell.text);
    case 'code':
      return isPlainCode(cell.text) ? `\`${cell.text}\`` : textOf(cell.text);
    case 'number':
    case 'share':
    case 'money':
    case 'change':
    case 'date':
    case 'unknown':
    case 'nothing':
      return escapeMarkdown(cell.text);
  }
}

function textOf(text: string): string {
  return escapeMarkdown(neutralise(text));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
