import { CsvError } from 'csv-parse';
import { messageOf } from '../errors.ts';

const FAULTS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'a quote ends a cell, and more follows it',
  INVALID_OPENING_QUOTE: 'a quote stands within a cell that does not begin with one',
  CSV_QUOTE_NOT_CLOSED: 'a quote is never closed',
  CSV_MAX_RECORD_SIZE: 'a line is longer than any list has; a quote may not be closed',
};

/** Why a file was not read as CSV, and on which line: never what stands there, which the parser quotes. */
export function csvFault(error: unknown): string {
  if (!(error instanceof CsvError)) return messageOf(error);
  const line: unknown = error.lines;
  const where = typeof line === 'number' ? `, at line ${line}` : '';
  return `${FAULTS[error.code] ?? 'it is not CSV'}${where}`;
}
