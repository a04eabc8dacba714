import { parse } from 'csv-parse';
import { parse as parseWhole } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { z } from 'zod';
import { NotPlain, openNamedFile } from '../disk/plain-files.ts';
import { suggestionFor } from '../config/suggestion.ts';
import { KnownError, worded } from '../errors.ts';
import { ROSTER_WORDS } from './roster-words.ts';
import { csvFault } from '../texts/csv-fault.ts';
import { visibleText } from '../texts/visible-text.ts';

/** One line of the roster: the account's key, its category, establishment and person as written ('' for an empty cell). */
export interface RosterLine {
  /** Line of the file on which the record ends; the header is line 1. */
  readonly line: number;
  readonly key: string;
  readonly category: string;
  readonly establishment: string;
  /** '' also for a cell without a letter or a digit, such as a dash: it names nobody. */
  readonly person: string;
}

export interface RosterColumns {
  readonly key: string;
  readonly category?: string | undefined;
  readonly establishment?: string | undefined;
  readonly person?: string | undefined;
}

const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });
const HEADER_BYTES = 65_536;
/** A quote that is never closed would take the rest of the file for one cell. */
const MOST_CHARACTERS_OF_A_LINE = 1_048_576;
const MOST_CHARACTERS_OF_A_NAME = 64;
const OPTIONS = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: MOST_CHARACTERS_OF_A_LINE,
} as const;

/**
 * Reads a roster CSV (UTF-8, with or without BOM; `,` or `;`), one line at a time. Lines of separators and spaces alone are none.
 *
 * @param onDigest receives the file's SHA-256, in hexadecimal, when it has been read whole
 * @throws KnownError `usage` where the file cannot be read, is not UTF-8 or CSV, lacks a column or has it twice, or where
 *   a line has more cells than the header
 */
export async function* rosterLines(
  file: string,
  columns: RosterColumns,
  onDigest: (sha256: string) => void,
): AsyncGenerator<RosterLine> {
  const { delimiter, header } = await readHeader(file, columns);
  const keyAt = position(file, header, columns.key);
  const optionalAt = (column: string | undefined): number =>
    column === undefined ? -1 : position(file, header, column);
  const categoryAt = optionalAt(columns.category);
  const establishmentAt = optionalAt(columns.establishment);
  const personAt = optionalAt(columns.person);
  const parser = parse({ ...OPTIONS, delimiter, info: true, from: 2 });
  // The parser hands a failure of the file on to the loop below.
  pipeline(decoded(file, onDigest), parser, () => undefined);
  try {
    for await (const item of parser) {
      const { record, info } = recordSchema.parse(item);
      if (record.slice(header.length).some((extra) => extra.trim() !== ''))
        throw tooManyCells(file, info.lines);
      // Spreadsheets keep the separators of rows that were emptied.
      if (record.every(isBlank)) continue;
      const cell = (at: number): string => visibleText(record[at] ?? '').trim();
      yield {
        line: info.lines,
        key: cell(keyAt),
        category: cell(categoryAt),
        establishment: cell(establishmentAt),
        person: namesSomeone(cell(personAt)) ? cell(personAt) : '',
      };
    }
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw unreadable(file, error);
  }
}

/** Nothing that can be seen. */
function isBlank(cell: string): boolean {
  return /^[\p{Z}\p{C}]*$/u.test(cell);
}

function namesSomeone(cell: string): boolean {
  return /[\p{L}\p{N}]/u.test(cell);
}

async function* decoded(file: string, onDigest: (sha256: string) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const hash = createHash('sha256');
  const handle = await openNamedFile(file);
  // Closes the file at its end, and where whoever reads it stops.
  for await (const piece of handle.createReadStream()) {
    const bytes = z.instanceof(Buffer).parse(piece);
    hash.update(bytes);
    yield decode(file, () => decoder.decode(bytes, { stream: true }));
  }
  yield decode(file, () => decoder.decode());
  onDigest(hash.digest('hex'));
}

function decode(file: string, step: () => string): string {
  try {
    return step();
  } catch (error) {
    throw notUtf8(file, error);
  }
}

function notUtf8(file: string, cause?: unknown): KnownError {
  return new KnownError('usage', worded(ROSTER_WORDS.notUtf8, { file }), {
    nextSteps: [ROSTER_WORDS.saveUtf8],
    cause,
  });
}

async function readHeader(
  file: string,
  columns: RosterColumns,
): Promise<{ delimiter: ',' | ';'; header: string[] }> {
  const first = await firstLine(file);
  const headerWith = (delimiter: ',' | ';'): string[] => {
    const rows = z.array(z.array(z.string())).parse(wholeOf(file, first, delimiter));
    return (rows[0] ?? []).map((name) => visibleText(name).trim());
  };
  const comma = headerWith(',');
  const semicolon = headerWith(';');
  const bySemicolon = comma.includes(columns.key)
    ? false
    : semicolon.includes(columns.key) || semicolon.length > comma.length;
  return bySemicolon ? { delimiter: ';', header: semicolon } : { delimiter: ',', header: comma };
}

function wholeOf(file: string, text: string, delimiter: ',' | ';'): unknown {
  try {
    return parseWhole(text, { ...OPTIONS, delimiter, relax_quotes: true });
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function firstLine(file: string): Promise<string> {
  try {
    const handle = await openNamedFile(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const [line = ''] = buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .split(/\r?\n|\r/, 1);
      if (line.includes('\0')) throw notUtf8(file);
      return line;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof KnownError ? error : unreadable(file, error);
  }
}

function position(file: string, header: readonly string[], column: string): number {
  const at = header.indexOf(column);
  if (at >= 0 && !header.includes(column, at + 1)) return at;
  const name = JSON.stringify(column);
  if (at >= 0) {
    throw new KnownError('usage', worded(ROSTER_WORDS.twice, { column: name, file }), {
      nextSteps: [ROSTER_WORDS.rename],
    });
  }
  // What stands where a header should may be anything: only a name near the one that is looked for is told.
  const near = suggestionFor(
    column,
    header.filter((one) => one.length <= MOST_CHARACTERS_OF_A_NAME),
  );
  const facts = { column: name, n: header.length, file };
  const words =
    near === null
      ? worded(ROSTER_WORDS.noColumn, facts)
      : worded(ROSTER_WORDS.noColumnButNear, { ...facts, near: JSON.stringify(near) });
  throw new KnownError('usage', words, { nextSteps: [ROSTER_WORDS.nameColumn] });
}

/** A comma within a name that is not quoted moves every cell after it, and what is read would be wrong. */
function tooManyCells(file: string, line: number): KnownError {
  return new KnownError('usage', worded(ROSTER_WORDS.moreCells, { file, line }), {
    nextSteps: [ROSTER_WORDS.putQuotes],
  });
}

function unreadable(file: string, error: unknown): KnownError {
  return new KnownError('usage', worded(ROSTER_WORDS.cannotBeRead, { file, why: csvFault(error) }), {
    nextSteps: [...(error instanceof NotPlain ? error.nextSteps : []), ROSTER_WORDS.checkFile],
    cause: error,
  });
}
