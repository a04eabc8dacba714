import type { Answer } from '../cloud/answer.ts';
import type { Place } from './place.ts';

/** What a proxy, a filter or a sign-in page puts in the place of the answer. */
export const HTML =
  '<!DOCTYPE html><html><head><title>Service</title></head><body>Please try again later.</body></html>';

/** The whole body of an answer. */
export function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : [...body].join('');
}

/** Ends in the middle; the length that is announced is that of what comes. */
export function cutJson(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length * 0.6)));
}

/** As long as before, and no JSON. */
export function garbledJson(text: string): string {
  return `${text.slice(0, -1)}>`;
}

/** Ends within a row, after its second cell. */
export function cutCsv(text: string): string {
  const row = text.indexOf('\n', Math.floor(text.length * 0.6)) + 1;
  const start = row > 0 && row < text.length ? row : text.lastIndexOf('\n', text.length - 2) + 1;
  const second = text.indexOf(',', text.indexOf(',', start) + 1);
  return text.slice(0, second);
}

/** A row in the middle has a cell that begins with a quote and never ends. */
export function garbledCsv(text: string): string {
  const middle = text.indexOf('\n', Math.floor(text.length / 2));
  const comma = text.indexOf(',', middle);
  return `${text.slice(0, comma + 1)}"${text.slice(comma + 1)}`;
}

const BLOCK = 65_536;

/** The same content, and so many megabytes of blanks (or blank lines, in a download) around it. */
export function* padded(text: string, place: Place, megabytes: number): Generator<string> {
  const csv = place === 'download';
  const block = csv ? '\r\n'.repeat(BLOCK / 2) : ' '.repeat(BLOCK);
  if (csv) yield text;
  for (let i = 0; i < megabytes * 16; i += 1) yield block;
  if (!csv) yield text;
}
