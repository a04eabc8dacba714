import type { InBoth } from '../errors.ts';

/** Where in the config something stands: keys and positions from the top. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong with a config file. */
export interface Problem {
  readonly path: ConfigPath;
  /** What the reader should be shown: the key itself, or the value behind it. */
  readonly at: 'key' | 'value';
  readonly text: InBoth;
  /** Its path is not told, but for its place in the file: what stands there may be nobody's key. */
  readonly isUnnamed?: true;
}

/** A path as one writes it: `categories[0].when.jobTitle`; empty at the top. */
export function pathText(path: ConfigPath): string {
  return path.map(segmentText).join('').replace(/^\./, '');
}

function segmentText(segment: string | number): string {
  if (typeof segment === 'number') return `[${segment}]`;
  return /^\w{1,64}$/.test(segment) ? `.${segment}` : `[${quoted(segment)}]`;
}

/** A text in quotes on one line: shortened, with whatever could move a cursor or reorder a line escaped. */
export function quoted(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return oneLine(JSON.stringify(short));
}

/** The same text with control, formatting and line-separating characters escaped. */
export function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
