import { inertJson } from '../renderers/findings/unprintable.ts';

/** A value as indented JSON and a line feed, without anything that a terminal acts upon, whoever's texts are in it. */
export function jsonText(value: unknown): string {
  return inertJson(`${JSON.stringify(value, null, 2)}\n`);
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return inertJson(`${JSON.stringify(value)}\n`);
}
