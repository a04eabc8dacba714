import { z } from 'zod';
import { readJson, UnreadableJson } from '../texts/read-json.ts';
import { digestOfText, sha256Schema } from './digest.ts';
import type { JournalMark } from './sign-manifest.ts';

export const JOURNAL_SCHEMA = 'vigie/journal/1';

const sourceSchema = z.object({
  id: z.string(),
  outcome: z.string(),
  read: z.int().nonnegative(),
  expected: z.int().nonnegative(),
});

/** What a run tells of itself. */
const runSchema = z.object({
  /** When it began. */
  at: z.iso.datetime(),
  durationMs: z.int().nonnegative(),
  vigie: z.string(),
  command: z.string(),
  /** Who ran it: the account of this machine, and the application that signs in, never its secret. */
  user: z.string().nullable(),
  application: z.string().nullable(),
  /** Id of the tenant. */
  tenant: z.string().nullable(),
  /** Folder of the audit, relative to the journal's. */
  audit: z.string().nullable(),
  exitCode: z.int(),
  /** Of a run that asked the tenant. */
  sources: z.array(sourceSchema),
  /** Files of the audit, relative to its folder. */
  written: z.array(z.string()),
  removed: z.array(z.string()),
  purged: z.array(z.string()),
  /** SHA-256 of the audit's manifest at the end. */
  manifestSha256: sha256Schema.nullable(),
});

export type JournalRun = z.infer<typeof runSchema>;

const entrySchema = z.object({
  schema: z.literal(JOURNAL_SCHEMA),
  /** From 1. */
  number: z.int().positive(),
  /** SHA-256 of the line before, without its end; null for the first. */
  previous: sha256Schema.nullable(),
  ...runSchema.shape,
});

/** A line of the journal. */
export type JournalEntry = z.infer<typeof entrySchema>;

/** `illegible`: no line of a journal. `number`, `previous`: it does not follow the line before it. `cut`: a signed audit tells of it. */
export interface JournalFault {
  /** From 1. */
  readonly line: number;
  readonly what: 'illegible' | 'number' | 'previous' | 'cut';
  /** The audit that tells, relative to the journal's folder; of `cut` alone. */
  readonly audit?: string;
}

export interface ReadJournal {
  /** Null for a line that is none. */
  readonly entries: readonly (JournalEntry | null)[];
  readonly digests: readonly string[];
  readonly faults: readonly JournalFault[];
}

/** Reads a journal's text and holds each line against the one before it. */
export function readJournalText(text: string): ReadJournal {
  const lines = linesOf(text);
  const digests = lines.map((line) => digestOfText(line).sha256);
  const entries = lines.map(entryOf);
  const faults = entries.flatMap((entry, at): JournalFault[] => {
    const line = at + 1;
    if (entry === null) return [{ line, what: 'illegible' }];
    if (entry.number !== line) return [{ line, what: 'number' }];
    return entry.previous === (digests[at - 1] ?? null) ? [] : [{ line, what: 'previous' }];
  });
  return { entries, digests, faults };
}

/** How long a journal is, and the digest of its last line. */
export function markOf({ digests }: ReadJournal): JournalMark {
  return { lines: digests.length, sha256: digests.at(-1) ?? null };
}

/** The journal holds what it held when the mark was made. */
export function holdsMark({ digests }: ReadJournal, { lines, sha256 }: JournalMark): boolean {
  return lines === 0 || digests[lines - 1] === sha256;
}

/** The text that adds a run to a journal; a last line that was not ended is left as it is, and shows. */
export function appendedText(text: string, run: JournalRun): string {
  const { lines, sha256 } = markOf(readJournalText(text));
  const entry: JournalEntry = { schema: JOURNAL_SCHEMA, number: lines + 1, previous: sha256, ...run };
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${end}${JSON.stringify(entry)}\n`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** A line is ours only as this program writes it. */
function entryOf(line: string): JournalEntry | null {
  try {
    const parsed = entrySchema.safeParse(readJson(line));
    return parsed.success && JSON.stringify(parsed.data) === line ? parsed.data : null;
  } catch (error) {
    if (error instanceof UnreadableJson) return null;
    throw error;
  }
}
