import { GraphFailure } from '../graph/graph-failure.ts';

/** A JSON object of an answer, before anything in it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object. Throws `GraphFailure` (malformed) naming what it should have been. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw unexpected(what, 'an object');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, or null where it is missing, null or empty. */
export function textField(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw unexpected(name, 'a text');
}

export function booleanField(fields: Fields, name: string): boolean | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  throw unexpected(name, 'true or false');
}

export function listField(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw unexpected(name, 'a list');
}

/** A UTC instant as `YYYY-MM-DD HH:MM:SS`; null where it is missing, and for year 1, which is how Graph writes "never". */
export function instantField(fields: Fields, name: string): string | null {
  const text = textField(fields, name);
  if (text === null || text.startsWith('0001-01-01')) return null;
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(text);
  if (match !== null) return `${match[1] ?? ''} ${match[2] ?? ''}`;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw unexpected(name, 'an instant');
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function unexpected(name: string, wanted: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: '',
    status: 200,
    code: 'UnexpectedShape',
    message: `an answer of Graph has a "${name}" that is not ${wanted}`,
  });
}
