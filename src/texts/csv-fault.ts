import { CsvError } from 'csv-parse';
import { joinedBy, worded, wordsOf, type InBoth } from '../errors.ts';

const FAULTS: Readonly<Record<string, InBoth>> = {
  CSV_INVALID_CLOSING_QUOTE: {
    fr: 'un guillemet ferme une cellule, et quelque chose le suit',
    en: 'a quote ends a cell, and more follows it',
  },
  INVALID_OPENING_QUOTE: {
    fr: 'un guillemet se trouve dans une cellule qui n’en a pas au début',
    en: 'a quote stands within a cell that does not begin with one',
  },
  CSV_QUOTE_NOT_CLOSED: { fr: 'un guillemet n’est jamais fermé', en: 'a quote is never closed' },
  CSV_MAX_RECORD_SIZE: {
    fr: 'une ligne est plus longue que celles d’aucune liste; un guillemet n’est peut-être pas fermé',
    en: 'a line is longer than any list has; a quote may not be closed',
  },
};

const NO_CSV = { fr: 'ce n’est pas du CSV', en: 'it is not CSV' };
const AT_LINE = { fr: ', à la ligne {line}', en: ', at line {line}' } as const;

/** Why a file was not read as CSV, and on which line: never what stands there, which the parser quotes. */
export function csvFault(error: unknown): InBoth {
  if (!(error instanceof CsvError)) return wordsOf(error);
  const line: unknown = error.lines;
  const fault = FAULTS[error.code] ?? NO_CSV;
  return typeof line === 'number' ? joinedBy('', [fault, worded(AT_LINE, { line })]) : fault;
}
