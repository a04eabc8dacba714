import { neutralise } from '../neutralise.ts';
import { cellText, type Block, type Cell, type TableBlock } from '../report/block.ts';
import { codeBlock, escapeMarkdown } from './escape.ts';

/** A block of the report as Markdown, escaped; null for one that Markdown has no form for. */
export function markdownBlock(block: Block): string | null {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return block.sentences.map(escapeMarkdown).join('  \n');
    case 'strong':
      return `**${escapeMarkdown(block.text)}**`;
    case 'bullets':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return tableText(block);
    case 'code':
      return codeBlock(block.text, block.syntax);
    case 'chart':
      // Its figures stand in a table or a sentence beside it.
      return null;
  }
}

function tableText({ columns, rows }: TableBlock): string {
  const rule = columns.map(({ align }) => (align === 'left' ? '---' : '---:'));
  const lines = rows.map((row) => line(row.map(cellOf)));
  return [line(columns.map(({ head }) => cell(head))), line(rule), ...lines].join('\n');
}

/** Only texts can hold a formula: a number's sign is its own. */
function cellOf(one: Cell): string {
  return typeof one === 'string' ? cell(one) : escapeMarkdown(cellText(one));
}

function cell(text: string): string {
  return escapeMarkdown(neutralise(text));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
