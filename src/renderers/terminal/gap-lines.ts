import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Gap } from '../../situation/situation.ts';
import type { ColumnId, TableBlock } from '../report/block.ts';
import { gapText } from '../report/gap-text.ts';
import { createStyle, type Style } from './style.ts';
import { wrapText } from './wrap-text.ts';

const PLAIN = createStyle({ width: null, drawings: false, colour: 0 });

/** A gap with its remedy below it. */
export function gapLines(gap: Gap, language: Language, style: Style = PLAIN): string[] {
  const { accounts = 0 } = gap;
  const concerned = accounts === 0 ? null : integer(accounts, language);
  return limitLines({ what: gapText(gap, language), concerned, remedy: gap.words.remedy[language] }, style);
}

/** The gaps of the report, each with its remedy below it; none where nothing is unknown. */
export function reportGapLines({ columns, rows }: TableBlock, style: Style): string[] {
  const at = (id: ColumnId): number => columns.findIndex((column) => column.id === id);
  return rows.flatMap((row) => {
    const accounts = row[at('accounts')];
    const concerned = accounts?.kind === 'number' ? accounts.text : null;
    const [what = '', remedy = ''] = [row[at('gap')]?.text, row[at('remedy')]?.text];
    return limitLines({ what, concerned, remedy }, style);
  });
}

function limitLines(
  { what, concerned, remedy }: { what: string; concerned: string | null; remedy: string },
  style: Style,
): string[] {
  const accounts = concerned === null ? '' : ` (${concerned})`;
  return [
    ...wrapText(`${what}${accounts}`, style.width, '  ! ').map(style.paint.unsure),
    ...wrapText(remedy, style.width, '    → '),
  ];
}
