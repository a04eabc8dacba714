import { parse } from 'csv-parse';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { KnownError, worded, type InBoth } from '../../errors.ts';
import {
  CSV_OPTIONS,
  HOW_TO_EXPORT,
  readExportHeader,
  unreadableExport,
  type ExportColumn,
} from './export-columns.ts';
import { EXPORT_WORDS } from './export-words.ts';
import { visibleText } from '../../texts/visible-text.ts';
import { openText } from './export-text.ts';
import { accountIdOf, smtpOrNull, type ForwardingRow } from './forwarding-row.ts';

/** A mailbox of an export, with what else it is called: names that another's forwarding may bear, in lower case. */
export interface ExportRow extends ForwardingRow {
  readonly names: readonly string[];
  readonly displayName: string | null;
}

const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/** Where the export is; null where the config names none. */
export function forwardingExportOf({ mailboxForwarding }: Config, configFolder: string): string | null {
  if (mailboxForwarding === undefined) return null;
  const { file } = mailboxForwarding;
  return isAbsolute(file) ? file : join(configFolder, file);
}

/** Reads an export to its end, to refuse what cannot be used. Throws `KnownError` (usage). */
export async function checkForwardingExport(file: string | null): Promise<void> {
  if (file === null) return;
  const rows = exportRows(file);
  while ((await rows.next()).done !== true);
}

/**
 * The mailboxes of `Get-EXOMailbox -PropertySets Minimum,Delivery | Export-Csv`, one at a time, however it was written:
 * `,` `;` or tab, UTF-8, UTF-16 or Windows-1252, with or without a `#TYPE` line.
 *
 * @throws KnownError `usage` where the file cannot be read, lacks a column, or holds what no export does
 */
export async function* exportRows(file: string): AsyncGenerator<ExportRow> {
  try {
    const text = await openText(file);
    const { at, cells, delimiter, line } = readExportHeader(file, text.head);
    const parser = parse({ ...CSV_OPTIONS, delimiter, info: true, from_line: line + 1 });
    // The parser hands a failure of the file on to the loop below.
    pipeline(text.pieces(), parser, () => undefined);
    let rows = 0;
    let isTold = false;
    for await (const item of parser) {
      const { record, info } = recordSchema.parse(item);
      const isBeyond = record.slice(cells).some((extra) => extra.trim() !== '');
      if (isBeyond) throw faulty(file, info.lines, EXPORT_WORDS.moreCells);
      if (record.length < cells) throw faulty(file, info.lines, EXPORT_WORDS.fewerCells);
      const cell = (column: ExportColumn): string => visibleText(record[at.get(column) ?? -1] ?? '').trim();
      rows += 1;
      isTold ||= DELIVERY.some((column) => cell(column) !== '');
      yield rowOf(cell, (what) => faulty(file, info.lines, what));
    }
    if (rows === 0) throw empty(file);
    if (!isTold) throw withoutDelivery(file);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw unreadableExport(file, error);
  }
}

const DELIVERY = ['ForwardingAddress', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward'] as const;

const NAMES = ['ExternalDirectoryObjectId', 'Name', 'Identity', 'Alias', 'PrimarySmtpAddress'] as const;

function rowOf(cell: (column: ExportColumn) => string, fault: (what: InBoth) => KnownError): ExportRow {
  const text = (column: ExportColumn): string | null => cell(column) || null;
  const keepsCopy = KEEPS_COPY.get(cell('DeliverToMailboxAndForward').toLowerCase());
  if (keepsCopy === undefined) throw fault(EXPORT_WORDS.oddKeepsCopy);
  return {
    accountId: accountIdOf(text('ExternalDirectoryObjectId')),
    userPrincipalName: text('UserPrincipalName'),
    primarySmtpAddress: smtpOrNull(text('PrimarySmtpAddress')),
    recipientType: text('RecipientTypeDetails'),
    forwardingReturned: true,
    forwardingAddress: text('ForwardingAddress'),
    forwardingSmtpAddress: smtpOrNull(text('ForwardingSmtpAddress')),
    deliverToMailboxAndForward: keepsCopy,
    names: [...new Set(NAMES.map((name) => cell(name).toLowerCase()).filter((name) => name !== ''))],
    displayName: text('DisplayName'),
  };
}

/** PowerShell writes True and False; a spreadsheet in French turns them into its own words. */
const KEEPS_COPY: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['vrai', true],
  ['false', false],
  ['faux', false],
  ['', null],
]);

function empty(file: string): KnownError {
  return new KnownError('usage', worded(EXPORT_WORDS.empty, { file }), { nextSteps: HOW_TO_EXPORT });
}

/** Every mailbox says whether it keeps a copy, be it False: an export in which none does was made without its property set. */
function withoutDelivery(file: string): KnownError {
  const message = worded(EXPORT_WORDS.withoutDelivery, { columns: DELIVERY.join(', '), file });
  return new KnownError('usage', message, { nextSteps: HOW_TO_EXPORT });
}

function faulty(file: string, line: number, what: InBoth): KnownError {
  return new KnownError('usage', worded(EXPORT_WORDS.faulty, { what, file, line }), {
    nextSteps: [EXPORT_WORDS.exportAgain],
  });
}
