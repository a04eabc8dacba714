import { fieldsOf, textField, type Fields } from './fields.ts';
import { GraphFailure } from '../graph/graph-failure.ts';

/** An object of Exchange Online by its properties' names in lower case: they are not always written alike. */
export function exchangeFields(value: unknown, what: string): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(value, what)).map(([name, field]) => [name.toLowerCase(), field]),
  );
}

/** A text without spaces around it; null where it is missing, null or empty. Throws `GraphFailure` (malformed). */
export function trimmedField(fields: Fields, name: string): string | null {
  const text = textField(fields, name)?.trim() ?? '';
  return text === '' ? null : text;
}

/** True or false, as such or in words; null where it is missing, null or empty. Throws `GraphFailure` (malformed). */
export function flagField(fields: Fields, name: string): boolean | null {
  const value = fields[name];
  if (typeof value === 'boolean') return value;
  const text = trimmedField(fields, name)?.toLowerCase();
  if (text === undefined) return null;
  if (text === 'true' || text === 'false') return text === 'true';
  throw unexpected(name, 'true or false');
}

/** A list of texts, which may also be one text or null. Throws `GraphFailure` (malformed). */
export function textsField(fields: Fields, name: string): string[] {
  const value = fields[name];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => trimmedField({ [name]: item }, name) ?? []);
}

/** A whole number, as such or in digits. Throws `GraphFailure` (malformed). */
export function countField(fields: Fields, name: string): number | null {
  const value = fields[name];
  const text = typeof value === 'number' ? String(value) : trimmedField(fields, name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw unexpected(name, 'a whole number');
  return Number(text);
}

/** Without the kind of address that Exchange writes before it: `SMTP:` for the first, `smtp:` for others. */
export function withoutSmtp(address: string): string {
  return address.replace(/^smtp:/i, '').trim();
}

function unexpected(name: string, wanted: string): GraphFailure {
  return new GraphFailure({
    ...{ kind: 'malformed', request: '', status: 200, code: 'UnexpectedShape' },
    message: `an answer of Exchange Online has a "${name}" that is not ${wanted}`,
  });
}
