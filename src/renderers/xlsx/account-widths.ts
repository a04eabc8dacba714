import type { Column } from '../../situation/check-words.ts';
import type { Language } from '../../i18n/language.ts';

const BY_KIND = { text: 24, integer: 12, boolean: 11, date: 12 } as const satisfies Record<
  Column['kind'],
  number
>;

/** Columns whose contents are known to be longer or shorter. */
const BY_NAME: Readonly<Record<string, number>> = {
  verdict: 14,
  email: 42,
  subject: 40,
  finding: 90,
  userPrincipalName: 42,
  displayName: 30,
  category: 26,
  establishment: 46,
  accountId: 38,
};

/** The arrow of the filter. */
const ARROW = 3;
const WIDEST_HEAD = 26;

/** The widths of a table of accounts, in characters: those of its kinds, and no head is narrower than it reads. */
export function accountWidths(columns: readonly Column[], language: Language): number[] {
  return columns.map(({ name, kind, label }) =>
    Math.max(BY_NAME[name] ?? BY_KIND[kind], Math.min(WIDEST_HEAD, label[language].length + ARROW)),
  );
}
