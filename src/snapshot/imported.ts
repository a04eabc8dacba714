import { z } from 'zod';
import { MAIL_FLOW_KINDS } from './mail-flow-kinds.ts';
import { SOURCE_IDS } from './tables.ts';

/** What an administrator can export, as its columns tell it. Those of the mail flow are called as its parts. */
export const EXPORT_KINDS = [
  'users',
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'service-counts',
  'mfa-registrations',
  'mailboxes',
  'inbox-rules',
  ...MAIL_FLOW_KINDS,
] as const;

export type ExportKindId = (typeof EXPORT_KINDS)[number];

/** How the days of a file are written: unambiguously, or with the day or the month first; null where it holds none. */
export const DATE_ORDERS = ['year-first', 'day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const importedFileSchema = z.object({
  /** The file's own name, without its folder. */
  name: z.string(),
  kind: z.enum(EXPORT_KINDS),
  source: z.enum(SOURCE_IDS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  /** When the file was last written, as the file system tells. */
  modifiedAt: z.iso.datetime(),
  rows: z.int().nonnegative(),
  /** Of a usage report: its Report Refresh Date, and how many days it is of. */
  refreshedOn: z.iso.date().optional(),
  periodDays: z.int().positive().optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t']),
  dates: z.enum(DATE_ORDERS).nullable(),
  /** Columns that tell something and are not there, are empty from the first line to the last, or hold no value but the name of a type. */
  missing: z.array(z.string()),
  /** Lines whose account is not among those of the export of users. */
  unmatched: z.int().nonnegative(),
});

/** A file that a snapshot was imported from. */
export type ImportedFile = z.infer<typeof importedFileSchema>;

export const importedSchema = z.object({ files: z.array(importedFileSchema).min(1) });
