import { parse } from 'csv-parse';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { z } from 'zod';
import { isAbsence } from '../../disk/path-exists.ts';
import { NotPlain, openHeldFile } from '../../disk/plain-files.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { KnownError, worded, WordedError, type InBoth } from '../../errors.ts';
import { csvText, type Cell } from '../../renderers/csv/csv-text.ts';
import { HISTORY_HEADS, type AuditKey } from '../../renderers/csv/history-rows.ts';
import { csvFault } from '../../texts/csv-fault.ts';

/** The table over audits, as it lies there. */
export interface HistoryFile {
  has(key: AuditKey): boolean;
  /** Replaces the file by one with these rows at its end (0600), whole or not at all. Throws `KnownError` (local). */
  add(rows: readonly (readonly Cell[])[]): Promise<void>;
  close(): Promise<void>;
}

const recordSchema = z.array(z.string());
/** A quote that is never closed would take the rest of the file for one cell. */
const MOST_CHARACTERS_OF_A_LINE = 65_536;
const LINE_FEED = 0x0a;

/**
 * Opens the table, and reads which audits it has; one that is not there, or is empty, has none.
 *
 * @param named as the user wrote it
 * @throws KnownError `usage` where it is no plain file, or holds something else than this table; it is left as it is
 */
export async function openHistory(named: string, file: string): Promise<HistoryFile> {
  const handle = await openedOrNull(named, file);
  try {
    const keys = handle === null ? null : await keysOf(named, handle);
    return {
      has: (key) => keys?.has(JSON.stringify(key)) === true,
      add: (rows) => writePrivateFile(file, withRows(keys === null ? null : handle, rows)),
      close: async () => handle?.close(),
    };
  } catch (error) {
    await handle?.close();
    throw error;
  }
}

async function openedOrNull(named: string, file: string): Promise<FileHandle | null> {
  try {
    return await openHeldFile(file);
  } catch (error) {
    if (isAbsence(error)) return null;
    if (!(error instanceof NotPlain) && !(error instanceof Error && 'code' in error)) throw error;
    throw unreadable(named, error);
  }
}

/** The audits that have rows there; null where there is not even a header. */
async function keysOf(named: string, handle: FileHandle): Promise<ReadonlySet<string> | null> {
  const keys = new Set<string>();
  let lines = 0;
  for await (const record of recordsOf(named, handle)) {
    lines += 1;
    if (lines === 1 && record.join() !== HISTORY_HEADS.join()) throw anotherTable(named);
    if (record.length !== HISTORY_HEADS.length) throw unreadable(named, new WordedError(cutAt(lines)));
    if (lines > 1) keys.add(JSON.stringify(record.slice(0, 2)));
  }
  return lines === 0 ? null : keys;
}

async function* recordsOf(named: string, handle: FileHandle): AsyncGenerator<readonly string[]> {
  const parser = parse({
    ...{ bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] },
    ...{ relax_column_count: true, max_record_size: MOST_CHARACTERS_OF_A_LINE },
  });
  // The parser hands a failure of the file on to the loop below.
  pipeline(handle.createReadStream({ autoClose: false, start: 0 }), parser, () => undefined);
  try {
    for await (const record of parser) yield recordSchema.parse(record);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw unreadable(named, error);
  }
}

/** What the file holds, its last line ended, then the rows; where it holds nothing, the header first. */
async function* withRows(
  old: FileHandle | null,
  rows: readonly (readonly Cell[])[],
): AsyncGenerator<string | Uint8Array> {
  if (old === null) {
    yield csvText([HISTORY_HEADS, ...rows], { excel: false });
    return;
  }
  let last: number | undefined;
  for await (const piece of old.createReadStream({ autoClose: false, start: 0 })) {
    const bytes = z.instanceof(Buffer).parse(piece);
    last = bytes.at(-1);
    yield bytes;
  }
  if (last !== LINE_FEED) yield '\n';
  yield csvText(rows, { excel: false });
}

const UNREADABLE = {
  fr: 'la table {named} ne peut pas être lue ({why})',
  en: 'the table {named} cannot be read ({why})',
} as const;

function cutAt(line: number): InBoth {
  return {
    fr: `elle n’a pas autant de cellules que l’en-tête, à la ligne ${line}`,
    en: `it has not as many cells as the header, at line ${line}`,
  };
}

function anotherTable(named: string): KnownError {
  return new KnownError(
    'usage',
    {
      fr: `${named} est une autre table\u00a0: rien n’y a été ajouté`,
      en: `${named} is another table: nothing was added to it`,
    },
    {
      nextSteps: [
        {
          fr: `Sa première ligne doit être\u00a0: ${HISTORY_HEADS.join()}`,
          en: `Its first line must be: ${HISTORY_HEADS.join()}`,
        },
        {
          fr: 'Nommer un fichier qui n’existe pas, qui est alors créé, ou un que «\u00a0vigie export\u00a0» a fait.',
          en: 'Name a file that is not there, which is then made, or one that “vigie export” made.',
        },
      ],
    },
  );
}

function unreadable(named: string, error: unknown): KnownError {
  return new KnownError('usage', worded(UNREADABLE, { named, why: csvFault(error) }), {
    nextSteps: [
      ...(error instanceof NotPlain ? error.nextSteps : []),
      {
        fr: 'Nommer un fichier qui n’existe pas, qui est alors créé, ou un que «\u00a0vigie export\u00a0» a fait.',
        en: 'Name a file that is not there, which is then made, or one that “vigie export” made.',
      },
    ],
    cause: error,
  });
}
