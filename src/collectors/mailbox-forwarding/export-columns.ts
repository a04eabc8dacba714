import { parse as parseWhole } from 'csv-parse/sync';
import { z } from 'zod';
import { NotPlain } from '../../disk/plain-files.ts';
import { asIs, KnownError, worded, type InBoth } from '../../errors.ts';
import { csvFault } from '../../texts/csv-fault.ts';
import { visibleText } from '../../texts/visible-text.ts';
import { EXPORT_WORDS } from './export-words.ts';

/** What `Get-EXOMailbox -PropertySets Minimum,Delivery` calls what is read of it; without the first three nothing is known. */
const REQUIRED = ['ExternalDirectoryObjectId', 'ForwardingAddress', 'ForwardingSmtpAddress'] as const;
const OPTIONAL = [
  'UserPrincipalName',
  'PrimarySmtpAddress',
  'RecipientTypeDetails',
  'DeliverToMailboxAndForward',
  'Name',
  'Identity',
  'Alias',
  'DisplayName',
] as const;

export type ExportColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

const DELIMITERS = [',', ';', '\t'] as const;

export interface ExportHeader {
  readonly delimiter: (typeof DELIMITERS)[number];
  readonly cells: number;
  /** The line on which the header stands: Windows PowerShell may write `#TYPE …` before it, and whoever writes for Excel `sep=;`. */
  readonly line: number;
  /** Where each column is. */
  readonly at: ReadonlyMap<ExportColumn, number>;
}

/** How the rows are parsed, the header alike. */
export const CSV_OPTIONS = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  /** A quote that is never closed would take the rest of the file for one cell. */
  max_record_size: 1_048_576,
} as const;

/** Finds the header and its columns, whatever separates them. Throws `KnownError` (usage) naming what is missing. */
export function readExportHeader(file: string, head: string): ExportHeader {
  const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const line = Math.max(
    0,
    lines.findIndex((one) => one.trim() !== '' && !/^"?(#TYPE|sep=)/i.test(one)),
  );
  const text = lines[line] ?? '';
  const headers = DELIMITERS.map((delimiter) => ({ delimiter, names: namesOf(file, text, delimiter) }));
  const { delimiter, names } = headers.reduce((best, one) =>
    found(one.names) > found(best.names) ? one : best,
  );
  return { delimiter, line: line + 1, cells: names.length, at: columnsOf(file, names) };
}

function namesOf(file: string, text: string, delimiter: string): string[] {
  try {
    const rows: unknown = parseWhole(text, { ...CSV_OPTIONS, delimiter, relax_quotes: true });
    const [names = []] = z.array(z.array(z.string())).parse(rows);
    return names.map((name) => visibleText(name).trim().toLowerCase());
  } catch (error) {
    throw unreadableExport(file, error);
  }
}

function found(names: readonly string[]): number {
  return [...REQUIRED, ...OPTIONAL].filter((name) => names.includes(name.toLowerCase())).length;
}

function columnsOf(file: string, names: readonly string[]): Map<ExportColumn, number> {
  const missing = REQUIRED.filter((name) => !names.includes(name.toLowerCase()));
  if (missing.length > 0) {
    const message = worded(EXPORT_WORDS.noColumn, { columns: missing.join(', '), file });
    throw new KnownError('usage', message, { nextSteps: HOW_TO_EXPORT });
  }
  const at = new Map<ExportColumn, number>();
  for (const column of [...REQUIRED, ...OPTIONAL]) {
    const index = names.indexOf(column.toLowerCase());
    if (names.includes(column.toLowerCase(), index + 1)) {
      throw new KnownError('usage', worded(EXPORT_WORDS.columnTwice, { column, file }), {
        nextSteps: [EXPORT_WORDS.removeOne],
      });
    }
    if (index >= 0) at.set(column, index);
  }
  return at;
}

const COMMAND =
  'Get-EXOMailbox -ResultSize Unlimited -PropertySets Minimum,Delivery | Export-Csv mailboxes.csv -NoTypeInformation -Encoding UTF8';
export const HOW_TO_EXPORT: readonly InBoth[] = [EXPORT_WORDS.exportBoth, asIs(COMMAND)];

export function unreadableExport(file: string, error: unknown): KnownError {
  return new KnownError('usage', worded(EXPORT_WORDS.cannotBeRead, { file, why: csvFault(error) }), {
    nextSteps: [...(error instanceof NotPlain ? error.nextSteps : []), EXPORT_WORDS.checkFile],
    cause: error,
  });
}
