import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NotPlain, readNamedFile } from '../../disk/plain-files.ts';
import { joinedBy, KnownError, worded, type InBoth } from '../../errors.ts';
import { csvFault } from '../../texts/csv-fault.ts';
import { visibleText } from '../../texts/visible-text.ts';
import { suggestionFor } from '../suggestion.ts';
import { EXCEPTIONS_WORDS } from './exceptions-words.ts';

/** The columns of a file of exceptions; others may stand beside them. */
const EXCEPTION_COLUMNS = ['check', 'account', 'reason', 'owner', 'until'] as const;
type ExceptionColumn = (typeof EXCEPTION_COLUMNS)[number];

/** A finding that somebody answers for, until a day. */
export interface Exception {
  /** Line of the file on which it ends; the header is line 1. */
  readonly line: number;
  /** Id of a check. */
  readonly check: string;
  /** A userPrincipalName, a mail address or an account id, as written. */
  readonly account: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds, `YYYY-MM-DD`. */
  readonly until: string;
}

export interface Exceptions {
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly all: readonly Exception[];
}

export const MOST_EXCEPTIONS_BYTES = 16 * 1_048_576;
const MOST_PROBLEMS = 20;
const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Reads a CSV of accepted cases (UTF-8; `,` or `;`), with the columns of `EXCEPTION_COLUMNS`.
 *
 * @param checks the ids that may be named
 * @throws KnownError `usage` naming every line that is not one, and the allowed values
 */
export async function readExceptions(file: string, checks: readonly string[]): Promise<Exceptions> {
  const bytes = await bytesOf(file);
  const [header, ...records] = recordsOf(file, decoded(file, bytes));
  const at = positions(file, header?.record ?? []);
  const all = records
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
    .map(({ record, info }): Exception => {
      const cell = (column: ExceptionColumn): string => visibleText(record[at[column]] ?? '').trim();
      return {
        line: info.lines,
        check: cell('check'),
        account: cell('account'),
        reason: cell('reason'),
        owner: cell('owner'),
        until: cell('until'),
      };
    });
  const problems = [...all.flatMap((one) => problemsOf(one, checks)), ...repeated(all)];
  if (problems.length > 0) throw refused(file, problems, checks);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), all };
}

function problemsOf(exception: Exception, checks: readonly string[]): InBoth[] {
  const { line, check, until } = exception;
  const empty = EXCEPTION_COLUMNS.filter((column) => exception[column] === '');
  const meant = suggestionFor(check, checks);
  const facts = { line, check: JSON.stringify(check) };
  const unknown =
    meant === null
      ? worded(EXCEPTIONS_WORDS.noCheck, facts)
      : worded(EXCEPTIONS_WORDS.noCheckButNear, { ...facts, meant });
  return [
    ...(empty.length === 0 ? [] : [worded(EXCEPTIONS_WORDS.empty, { line, columns: empty.join(', ') })]),
    ...(check === '' || checks.includes(check) ? [] : [unknown]),
    ...(until === '' || z.iso.date().safeParse(until).success
      ? []
      : [worded(EXCEPTIONS_WORDS.noDay, { line, until: JSON.stringify(until) })]),
  ];
}

/** Of two that accept one finding, nobody would know which holds. */
function repeated(all: readonly Exception[]): InBoth[] {
  const first = new Map<string, number>();
  return all.flatMap(({ check, account, line }) => {
    const key = `${check}\n${account.toLowerCase()}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined ? [] : [worded(EXCEPTIONS_WORDS.already, { line, account, check, before })];
  });
}

function refused(file: string, problems: readonly InBoth[], checks: readonly string[]): KnownError {
  const beyond = problems.length - MOST_PROBLEMS;
  const more = beyond > 0 ? [worded(EXCEPTIONS_WORDS.andMore, { n: beyond })] : [];
  const first = worded(EXCEPTIONS_WORDS.cannotBeUsed, { file });
  return new KnownError('usage', joinedBy('\n', [first, ...problems.slice(0, MOST_PROBLEMS), ...more]), {
    nextSteps: [EXCEPTIONS_WORDS.everyLine, worded(EXCEPTIONS_WORDS.checks, { ids: checks.join(', ') })],
  });
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readNamedFile(file, MOST_EXCEPTIONS_BYTES);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function decoded(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new KnownError('usage', worded(EXCEPTIONS_WORDS.notUtf8, { file }), {
      nextSteps: [EXCEPTIONS_WORDS.saveUtf8],
      cause,
    });
  }
}

function recordsOf(file: string, text: string): z.infer<typeof recordsSchema> {
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = first.includes(';') && !first.includes(',') ? ';' : ',';
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true };
    return recordsSchema.parse(parse(text, options));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function positions(file: string, header: readonly string[]): Readonly<Record<ExceptionColumn, number>> {
  const names = header.map((name) => visibleText(name).trim().toLowerCase());
  const at = (column: ExceptionColumn): number => names.indexOf(column);
  const missing = EXCEPTION_COLUMNS.filter((column) => at(column) === -1);
  if (missing.length > 0) {
    throw new KnownError('usage', worded(EXCEPTIONS_WORDS.noColumn, { columns: missing.join(', '), file }), {
      nextSteps: [worded(EXCEPTIONS_WORDS.firstLine, { columns: EXCEPTION_COLUMNS.join(',') })],
    });
  }
  return {
    check: at('check'),
    account: at('account'),
    reason: at('reason'),
    owner: at('owner'),
    until: at('until'),
  };
}

function unreadable(file: string, error: unknown): KnownError {
  return new KnownError('usage', worded(EXCEPTIONS_WORDS.cannotBeRead, { file, why: csvFault(error) }), {
    nextSteps: [...(error instanceof NotPlain ? error.nextSteps : []), EXCEPTIONS_WORDS.checkFile],
    cause: error,
  });
}
