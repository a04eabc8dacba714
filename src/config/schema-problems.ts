import type { z } from 'zod';
import { configSchema, type Config } from './config.ts';
import { allowedKeysAt } from './json-schema.ts';
import { suggestionFor } from './suggestion.ts';
import { quoted, type ConfigPath, type Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** The config with its defaults, or everything about `value` that the schema refuses. */
export function parseConfig(value: unknown): { config: Config } | { problems: Problem[] } {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { config: parsed.data };
  return { problems: parsed.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: Issue): Problem[] {
  const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  return [{ path, at: issue.input === undefined ? 'key' : 'value', text: textOf(issue) }];
}

/** At the top of a file that was named by mistake may stand a person or a secret: a key there is told where it is near one of ours. */
function unknownKey(path: ConfigPath, key: string): Problem {
  const noun = path.at(-1) === 'when' ? 'attribute' : 'key';
  const allowed = allowedKeysAt(path);
  const place = { path: [...path, key], at: 'key' } as const;
  if (path.length === 0 && suggestionFor(key, allowed) === null)
    return { ...place, text: `unknown ${noun}; ${choices('', allowed)}`, isUnnamed: true };
  return { ...place, text: `unknown ${noun} ${quoted(key)}; ${choices(key, allowed)}` };
}

/** What is wrong with one value, in the words of this file; Zod's own words only where the schema wrote them. */
export function textOf(issue: Issue): string {
  const missing = issue.input === undefined;
  if (issue.code === 'invalid_type') {
    const expected = KINDS[issue.expected] ?? issue.expected;
    const came = issue.path.length === 0 && typeof issue.input === 'string' ? 'text' : found(issue.input);
    return missing ? `is missing; expected ${expected}` : `expected ${expected}, found ${came}`;
  }
  if (issue.code === 'invalid_value') {
    const list = choices(issue.input, issue.values.map(String));
    return missing ? `is missing; ${list}` : `is ${found(issue.input)}; ${list}`;
  }
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}, is ${found(issue.input)}`;
  return missing ? issue.message : `${issue.message}, is ${found(issue.input)}`;
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin === 'string') return 'must not be empty';
  if (issue.origin === 'array') return 'must have at least one entry';
  const bound = issue.inclusive === false ? 'more than' : 'at least';
  return `must be ${bound} ${issue.minimum}, is ${found(issue.input)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  array: 'a list',
};

const FIFTEEN_ATTRIBUTES = /(extensionAttribute1), .*, (extensionAttribute15)/;

function choices(value: unknown, allowed: readonly string[]): string {
  const meant = typeof value === 'string' ? suggestionFor(value, allowed) : null;
  const list = `allowed: ${allowed.join(', ').replace(FIFTEEN_ATTRIBUTES, '$1 to $2')}`;
  return meant === null ? list : `did you mean ${quoted(meant)}? ${list}`;
}

function found(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${value}` : String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'nothing' : 'a mapping';
}
