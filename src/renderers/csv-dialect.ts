/** What stands before the first line, between the cells, and after each line. */
export interface CsvDialect {
  readonly bom: string;
  readonly separator: ',' | ';';
  readonly end: string;
}

/** CSV of RFC 4180, or as a French Excel expects it. */
export function csvDialect(excel: boolean): CsvDialect {
  return excel ? { bom: '\ufeff', separator: ';', end: '\r\n' } : { bom: '', separator: ',', end: '\n' };
}
