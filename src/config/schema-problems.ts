import type { z } from 'zod';
import { configSchema, type Config } from './config.ts';
import { allowedKeysAt } from './json-schema.ts';
import { suggestionFor } from './suggestion.ts';
import { asIs, worded, type InBoth } from '../errors.ts';
import { CONFIG_WORDS as WORDS, WANTED } from './config-words.ts';
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
  const allowed = allowedKeysAt(path);
  const place = { path: [...path, key], at: 'key' } as const;
  if (path.length === 0 && suggestionFor(key, allowed) === null)
    return { ...place, text: worded(WORDS.unnamedKey, { choices: choices('', allowed) }), isUnnamed: true };
  const words = path.at(-1) === 'when' ? WORDS.unknownAttribute : WORDS.unknownKey;
  return { ...place, text: worded(words, { key: quoted(key), choices: choices(key, allowed) }) };
}

/** What is wrong with one value, in the words of this room; Zod's own words only where the schema wrote them. */
export function textOf(issue: Issue): InBoth {
  const missing = issue.input === undefined;
  if (issue.code === 'invalid_type') {
    const expected = KINDS[issue.expected] ?? issue.expected;
    const came = issue.path.length === 0 && typeof issue.input === 'string' ? WORDS.text : found(issue.input);
    return missing ? worded(WORDS.missing, { expected }) : worded(WORDS.expected, { expected, found: came });
  }
  if (issue.code === 'invalid_value') {
    const list = choices(issue.input, issue.values.map(String));
    return missing
      ? worded(WORDS.missingOf, { choices: list })
      : worded(WORDS.isOther, { found: found(issue.input), choices: list });
  }
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big')
    return worded(WORDS.atMost, { most: String(issue.maximum), found: found(issue.input) });
  const wanted = Object.values(WANTED).find(({ en }) => en === issue.message) ?? asIs(issue.message);
  return missing ? wanted : worded(WORDS.refused, { wanted, found: found(issue.input) });
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): InBoth {
  if (issue.origin === 'string') return WORDS.notEmpty;
  if (issue.origin === 'array') return WORDS.oneEntry;
  const words = issue.inclusive === false ? WORDS.moreThan : WORDS.atLeast;
  return worded(words, { least: String(issue.minimum), found: found(issue.input) });
}

const KINDS: Readonly<Record<string, InBoth>> = {
  string: WORDS.text,
  number: WORDS.number,
  int: WORDS.whole,
  boolean: WORDS.truth,
  object: WORDS.keyed,
  record: WORDS.keyed,
  array: WORDS.list,
};

const FIFTEEN_ATTRIBUTES = /extensionAttribute1, .*, extensionAttribute15/;

function choices(value: unknown, allowed: readonly string[]): InBoth {
  const meant = typeof value === 'string' ? suggestionFor(value, allowed) : null;
  const list = listed(allowed);
  return meant === null
    ? worded(WORDS.allowed, { allowed: list })
    : worded(WORDS.allowedOrMeant, { meant: quoted(meant), allowed: list });
}

function listed(allowed: readonly string[]): InBoth {
  const range = worded(WORDS.range, { first: 'extensionAttribute1', last: 'extensionAttribute15' });
  const list = allowed.join(', ');
  return {
    fr: list.replace(FIFTEEN_ATTRIBUTES, range.fr),
    en: list.replace(FIFTEEN_ATTRIBUTES, range.en),
  };
}

function found(value: unknown): InBoth {
  if (typeof value === 'string') return asIs(quoted(value));
  if (typeof value === 'number')
    return Number.isFinite(value) ? worded(WORDS.theNumber, { n: value }) : asIs(String(value));
  if (typeof value === 'boolean') return asIs(String(value));
  if (Array.isArray(value)) return WORDS.list;
  return value === null ? WORDS.nothing : WORDS.mapping;
}
