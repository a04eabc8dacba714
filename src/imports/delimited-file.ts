import { CsvError, parse } from 'csv-parse';
import { parse as parseWhole } from 'csv-parse/sync';
import { pipeline } from 'node:stream';
import { z } from 'zod';
import { openText, type Encoding } from '../collectors/mailbox-forwarding/export-text.ts';
import { NotPlain } from '../disk/plain-files.ts';
import { csvFault } from '../texts/csv-fault.ts';
import { visibleText } from '../texts/visible-text.ts';
import { foldHeader } from './fold-header.ts';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How the lines of a file are divided, and what its columns are called. */
export interface Layout {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** The line on which the headers stand, from 1. */
  readonly headerLine: number;
  /** The headers as written, and as they are compared. */
  readonly headers: readonly string[];
  readonly folded: readonly string[];
}

export interface DelimitedRecord {
  /** The line on which it ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const CSV_OPTIONS = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  /** A quote that is never closed would take the rest of the file for one cell. */
  max_record_size: 1_048_576,
} as const;

/** `#TYPE`: Windows PowerShell without -NoTypeInformation; `sep=`: what Excel is told the separator with. */
const BEFORE_HEADER = /^"?(#TYPE\b|sep=)/i;

/**
 * The ways to read the head of a file, one for each separator that its first line could have, most columns first. Throws
 * `KnownError` (usage) for what is no text.
 */
export async function layoutsOf(file: string): Promise<Layout[]> {
  try {
    const { head, encoding } = await openText(file);
    if (head.startsWith('PK\u0003\u0004')) throw workbook(file);
    const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    const at = lines.findIndex((line) => line.trim() !== '' && !BEFORE_HEADER.test(line));
    const text = lines[at] ?? '';
    return DELIMITERS.flatMap((delimiter): Layout[] => {
      const headers = headersOf(text, delimiter);
      if (headers === null) return [];
      const folded = headers.map(foldHeader);
      return [{ encoding, delimiter, headerLine: at + 1, headers, folded }];
    }).toSorted((a, b) => b.headers.length - a.headers.length);
  } catch (error) {
    throw unreadable(file, error);
  }
}

const rowsSchema = z.array(z.array(z.string()));

/** Null where the line cannot be divided so. */
function headersOf(line: string, delimiter: Delimiter): string[] | null {
  try {
    const [first = []] = rowsSchema.parse(parseWhole(line, { ...CSV_OPTIONS, delimiter }));
    return first.map((header) => visibleText(header).trim());
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/**
 * The lines below the headers, one at a time. Throws `KnownError` (usage) where a line has more or fewer cells than there are
 * headers, as the last one of a file that broke off, and for what is no CSV.
 */
export async function* recordsOf(file: string, layout: Layout): AsyncGenerator<DelimitedRecord> {
  const { delimiter, headerLine, headers } = layout;
  try {
    const text = await openText(file);
    const parser = parse({ ...CSV_OPTIONS, delimiter, info: true, from_line: headerLine + 1 });
    // The parser hands a failure of the file on to the loop below.
    pipeline(text.pieces(), parser, () => undefined);
    for await (const item of parser) {
      const { record, info } = recordSchema.parse(item);
      const isBeyond = record.slice(headers.length).some((extra) => extra.trim() !== '');
      if (isBeyond) throw faulty(file, info.lines, TROUBLE_WORDS.moreCells);
      if (record.length < headers.length) throw brokenOff(file, info.lines);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

export function faulty(file: string, line: number, what: InBoth): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.faultyLine, { file, line, what }), {
    nextSteps: [TROUBLE_WORDS.exportAgain],
  });
}

function brokenOff(file: string, line: number): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.fewerCells, { file, line }), {
    nextSteps: [TROUBLE_WORDS.brokeOff, TROUBLE_WORDS.betweenQuotes],
  });
}

function workbook(file: string): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.workbook, { file }), {
    nextSteps: [TROUBLE_WORDS.saveUtf8],
  });
}

/** What the file is to blame for, as what the user may mend; anything else is a bug, and stays one. */
function unreadable(file: string, error: unknown): Error {
  if (error instanceof KnownError) return error;
  const isOfTheFile =
    error instanceof CsvError || error instanceof NotPlain || (error instanceof Error && 'errno' in error);
  if (!isOfTheFile) return error instanceof Error ? error : new Error(String(error));
  return new KnownError('usage', worded(TROUBLE_WORDS.unread, { file, why: csvFault(error) }), {
    nextSteps: error instanceof NotPlain ? error.nextSteps : [TROUBLE_WORDS.checkFile],
    cause: error,
  });
}
