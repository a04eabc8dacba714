import { day, integer, money, NOTHING, signed } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { phrase } from '../../i18n/phrase.ts';
import { boundMark, type Bound } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import { figure, plain, together, type Text } from '../../i18n/text.ts';
import type {
  ChangeCell,
  DateCell,
  MoneyCell,
  NothingCell,
  NumberCell,
  ShareCell,
  TextCell,
  UnknownCell,
} from './cell.ts';
import { REPORT_WORDS } from './words.ts';

/** A count, as far as it can be relied on. */
export function counted(value: number, language: Language, bound: Bound = 'exact'): NumberCell {
  return { kind: 'number', ...written(integer(value, language), bound, language), value };
}

/** A ratio, already written without its bound. */
export function ratioCell(value: number, digits: string, bound: Bound, language: Language): ShareCell {
  return { kind: 'share', ...written(digits, bound, language), value };
}

/** An amount with its currency, if it has one. */
export function moneyCell(
  amount: number,
  { currency, bound }: { readonly currency: string | undefined; readonly bound: Bound },
  language: Language,
): MoneyCell {
  return {
    kind: 'money',
    ...written(money(amount, currency, language), bound, language),
    value: amount,
    ...(currency === undefined ? {} : { currency }),
  };
}

/** A cell that holds one figure, or none, as a text. */
export function cellText(cell: NumberCell | MoneyCell | UnknownCell | NothingCell): Text {
  return cell.kind === 'number' || cell.kind === 'money'
    ? together([cell.mark, figure(cell.digits)])
    : plain(cell.text);
}

function written(
  digits: string,
  bound: Bound,
  language: Language,
): Pick<NumberCell, 'text' | 'digits' | 'mark' | 'bound'> {
  const mark = boundMark(bound, language);
  return { text: `${mark}${digits}`, digits, mark, bound };
}

/** A day (YYYY-MM-DD). */
export function dayCell(isoDay: string, language: Language): DateCell {
  return { kind: 'date', text: day(isoDay, language), day: isoDay };
}

/** A difference with its sign; a dash where there is none to tell. */
export function changeCell(change: number | undefined, language: Language): ChangeCell | NothingCell {
  if (change === undefined) return nothing();
  return { kind: 'change', text: signed(change, language), value: change };
}

/** In the place of a number that could not be had: "n. d.". */
export function unknown(language: Language): UnknownCell {
  return { kind: 'unknown', form: 'mark', text: frame('notAssessableShort', language) };
}

/** A figure of the Constats that could not be had: "Non évaluable". */
export function notAssessable(language: Language): UnknownCell {
  return { kind: 'unknown', form: 'words', text: phrase(REPORT_WORDS, 'unknown', language) };
}

/** A fact that was not told: "inconnu". */
export function notKnown(language: Language): UnknownCell {
  return { kind: 'unknown', form: 'words', text: frame('notKnown', language) };
}

/** In the place of a number that a copy to share does not tell: "masqué". */
export function masked(language: Language): UnknownCell {
  return { kind: 'unknown', form: 'words', text: phrase(REPORT_WORDS, 'masked', language) };
}

/** A dash. */
export function nothing(): NothingCell {
  return { kind: 'nothing', text: NOTHING };
}

/** "oui", "non"; "inconnu" for null. */
export function yesOrNo(value: boolean | null, language: Language): TextCell | UnknownCell {
  return value === null ? notKnown(language) : words(frame(value ? 'yes' : 'no', language));
}

/** What the tenant, Microsoft or the configuration calls something. */
export function named(text: string): TextCell {
  return { kind: 'text', text };
}

/** Words of the report's own. */
export function words(text: string): TextCell {
  return { kind: 'words', text };
}

/** Ids of the report's own, such as the columns that its SQL names. */
export function code(text: string): TextCell {
  return { kind: 'code', text };
}
