import type { Language } from '../i18n/language.ts';

/** What stands before the first line, between the cells, and after each line. */
export interface CsvDialect {
  readonly bom: string;
  readonly separator: ',' | ';';
  readonly end: string;
}

/**
 * CSV that a person opens by a double click: in French as Excel expects it there, in English with commas. `plain` asks for RFC 4180
 * all the same; `excel` is as it is everywhere.
 */
export function listDialect(
  language: Language,
  { excel, plain }: { readonly excel: boolean; readonly plain: boolean },
): CsvDialect {
  if (excel) return csvDialect(true);
  if (plain) return csvDialect(false);
  return language === 'fr' ? csvDialect(true) : { bom: '\ufeff', separator: ',', end: '\r\n' };
}

/** CSV of RFC 4180, or as a French Excel expects it. */
export function csvDialect(excel: boolean): CsvDialect {
  return excel ? { bom: '\ufeff', separator: ';', end: '\r\n' } : { bom: '', separator: ',', end: '\n' };
}
