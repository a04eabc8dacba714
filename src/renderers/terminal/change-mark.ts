import { NOTHING, signed } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import type { HeadlineChange } from '../report/headline.ts';
import type { TableCell } from './aligned-table.ts';
import type { Paint, Style } from './style.ts';

const ARROWS = { up: '↑ ', down: '↓ ', same: '= ', unknown: '' } as const;

/** A change with its arrow; more is worse. What may come of something else than the accounts has no colour. */
export function changeMark(change: HeadlineChange, style: Style): { text: string; paint: Paint } {
  const arrow = style.drawings ? ARROWS[change.direction] : '';
  return {
    text: `${arrow}${joined(change.text)}`,
    paint: paintOf(change.value ?? 0, change.comparable, style),
  };
}

/** A difference alone, for a table; "*" where it cannot be compared as it stands. */
export function changeCell(
  value: number | null | undefined,
  comparable: boolean,
  style: Style,
  language: Language,
): TableCell {
  if (value === null || value === undefined) return { text: NOTHING };
  const text = signed(value, language);
  const paint = paintOf(value, comparable, style);
  return comparable ? { text, paint } : { text: `${text}*`, paint, marks: ['notComparable'] };
}

function paintOf(value: number, comparable: boolean, { paint }: Style): Paint {
  if (!comparable || value === 0) return paint.dim;
  return value > 0 ? paint.worse : paint.better;
}
