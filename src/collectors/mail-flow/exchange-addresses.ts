import { textsField, withoutSmtp } from '../exchange-fields.ts';
import type { Fields } from '../fields.ts';

/** Addresses, each without the kind that Exchange writes before it; several may come as one text. Throws `GraphFailure` (malformed). */
export function addressesOf(fields: Fields, name: string): string[] {
  return textsField(fields, name).flatMap((text) => separated(text).map(withoutSmtp));
}

function separated(text: string): string[] {
  return /@.*[;,].*@/.test(text) ? text.split(/[;,]/).filter((part) => part.trim() !== '') : [text];
}
