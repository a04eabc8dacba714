import type { Language } from '../../i18n/language.ts';

export interface RowOptions {
  /** CSV with BOM, `;` and CRLF. */
  readonly excel: boolean;
  /** Of a table's heads and booleans; the other formats have no words. */
  readonly language: Language;
  /** Columns of the terminal that a table must fit; as wide as needed when not given. */
  readonly width?: number;
  /** Columns of a table that are left out last. */
  readonly leftOutLast?: readonly string[];
  /** Told the columns that a table has no room for, before its first line. */
  readonly onLeftOut?: (names: readonly string[]) => Promise<void>;
}
