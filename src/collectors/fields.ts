import { GraphFailure } from '../graph/graph-failure.ts';

/** A JSON object of an answer, before anything in it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object. Throws `GraphFailure` (malformed) naming what it should have been. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw unexpected(what, 'an object');
}

/** Whether a value is an object of an answer: not null, nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Far beyond any attribute of Graph, and far below what would fill the memory or a row of the snapshot. */
const MOST_CHARACTERS = 65_536;

/**
 * A text, or null where it is missing, null or empty. Halves of characters, which no file can hold, become U+FFFD.
 * Throws `GraphFailure` (malformed) for anything else, and for a text beyond 65,536 characters.
 */
export function textField(fields: Fields, name: string): string | null {
  const value = ownField(fields, name);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw unexpected(name, 'a text');
  if (value.length > MOST_CHARACTERS) throw unexpected(name, `of ${MOST_CHARACTERS} characters at most`);
  return value.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** What an object of JavaScript brings along by itself (`constructor`, `toString`) is no field of an answer. */
function ownField(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function booleanField(fields: Fields, name: string): boolean | null {
  const value = ownField(fields, name);
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  throw unexpected(name, 'true or false');
}

/** A count, or null where it is missing. Throws `GraphFailure` (malformed) for anything else. */
export function countField(fields: Fields, name: string): number | null {
  const value = ownField(fields, name);
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw unexpected(name, 'a count');
}

export function listField(fields: Fields, name: string): readonly unknown[] {
  const value = ownField(fields, name);
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw unexpected(name, 'a list');
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * A UTC instant as `YYYY-MM-DD HH:MM:SS`, from one that says how far from UTC it is; null where it is missing, and for
 * year 1, which is how Graph writes "never". Throws `GraphFailure` (malformed) for any other text, and for a day or an
 * hour that does not exist.
 */
export function instantField(fields: Fields, name: string): string | null {
  const text = textField(fields, name);
  if (text === null) return null;
  const parts = INSTANT.exec(text);
  if (parts === null) throw unexpected(name, 'an instant');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', offset = ''] = parts;
  if (!isDay(year, month, day) || !isTime(hour, minute, second)) throw unexpected(name, 'an instant');
  if (year === '0001') return null;
  const utc = inUtc(`${year}-${month}-${day} ${hour}:${minute}:${second}`, offset);
  if (utc === null || year === '0000') throw unexpected(name, 'an instant of the years 1 to 9999');
  return utc;
}

/** `YYYY-MM-DD HH:MM:SS` with its offset taken off; null where that leads out of the four-digit years. */
function inUtc(local: string, offset: string): string | null {
  if (offset === 'Z') return local;
  const utc = new Date(Date.parse(`${local.replace(' ', 'T')}.000Z`) - offsetMs(offset)).toISOString();
  return /^\d{4}-/.test(utc) ? utc.slice(0, 19).replace('T', ' ') : null;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Counted by hand: a large tenant has millions of instants, and a Date for each takes its time. */
function isDay(year: string, month: string, day: string): boolean {
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = month === '02' && isLeap ? 29 : (DAYS[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= days;
}

function isTime(hour: string, minute: string, second: string): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** What is asked about by its id has one without a slash, a space or a line end in it. */
const ID = /^[\w.-]{1,128}$/;

/** An object's id; null where it is missing, or is none. */
export function idField(fields: Fields, name: string): string | null {
  const id = ownField(fields, name);
  return typeof id === 'string' && ID.test(id) ? id : null;
}

const ODD = 'UnexpectedShape';

/** What is made of one item of an answer; null where it is of another shape, which says nothing of its neighbours. */
export function unlessOdd<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphFailure && error.code === ODD) return null;
    throw error;
  }
}

/** Some items of an answer are left out: null where there was none. */
export function oddRecords(request: string, count: number): GraphFailure | null {
  if (count === 0) return null;
  const message = `${count} records of another shape were left out`;
  return new GraphFailure({ kind: 'malformed', request, status: 200, code: ODD, message });
}

function unexpected(name: string, wanted: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: '',
    status: 200,
    code: ODD,
    message: `an answer of Graph has a "${name}" that is not ${wanted}`,
  });
}
