import { readJson } from '../texts/read-json.ts';

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['vrai', true],
  ['yes', true],
  ['oui', true],
  ['false', false],
  ['faux', false],
  ['no', false],
  ['non', false],
]);

/** True or false, in the words of the portals, of PowerShell or of a spreadsheet in French; undefined for anything else. */
export function flagOf(text: string): boolean | undefined {
  return FLAGS.get(text.toLowerCase());
}

/** Thousands apart by a space, a comma, a point or an apostrophe; what follows a decimal sign is only zeros. */
const WHOLE = /^(\d{1,15}|\d{1,3}(?:[\s\u00a0\u202f,.'’]\d{3}){1,4})(?:[.,]0{1,2})?$/;

/** A count, however a spreadsheet wrote it; undefined for anything else. */
export function countOf(text: string): number | undefined {
  const digits = WHOLE.exec(text)?.[1]?.replace(/\D/g, '');
  const value = digits === undefined ? Number.NaN : Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/**
 * PowerShell's Export-Csv writes the name of a type for what is no single value: `System.String[]`, `System.Collections.ArrayList`.
 * Such a cell tells nothing, not even that there is something.
 */
export function isTypeName(text: string): boolean {
  return /^(System|Microsoft|Deserialized)(\.\w+)+(`\d+)?(\[.*\])?$/.test(text);
}

/** What a rule lists of its conditions, exceptions and actions: `Microsoft.Exchange….FromScopePredicate`. */
export function isRulePart(text: string): boolean {
  return /^Microsoft(\.\w+)+(Predicate|Action)$/.test(text);
}

/**
 * Several texts that stand in one cell: a list of JSON, or parted by semicolons, bars, the ends of lines, or by commas where each is an
 * address or ends in a bracket. Names may hold commas.
 */
export function textsOf(text: string): string[] {
  const listed = jsonTexts(text);
  if (listed !== null) return listed;
  const parts = text.split(/[;|]|(?<=\])\s*,|,(?=\s*(?:smtp:)?[^\s,;|"[\]]+@)/i).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function jsonTexts(text: string): string[] | null {
  if (!/^\[.*\]$/s.test(text)) return null;
  try {
    const value = readJson(text);
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.filter((item) => typeof item === 'string').filter((item) => item.trim() !== '');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
