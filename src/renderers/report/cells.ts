import { day, money, NOTHING, signed } from '../../i18n/format.ts';
import { bounded, withMark, type Bound } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import type { Cell, DayCell, NumberCell } from './block.ts';

/** A count, as far as it can be relied on. */
export function counted(value: number, language: Language, bound: Bound = 'exact'): NumberCell {
  return { text: bounded(value, bound, language), value, unit: 'count', bound };
}

/** A day (YYYY-MM-DD). */
export function dayCell(isoDay: string, language: Language): DayCell {
  return { text: day(isoDay, language), day: isoDay };
}

/** A difference with its sign; a dash where it is not known. */
export function changeCell(change: number | undefined, language: Language): Cell {
  if (change === undefined) return NOTHING;
  return { text: signed(change, language), value: change, unit: 'count', bound: 'exact' };
}

/** An amount with its currency, if it has one. */
export function moneyCell(
  amount: number,
  { currency, bound }: { readonly currency: string | undefined; readonly bound: Bound },
  language: Language,
): NumberCell {
  return {
    text: withMark(money(amount, currency, language), bound, language),
    value: amount,
    unit: 'money',
    bound,
    ...(currency === undefined ? {} : { currency }),
  };
}
