import { z } from 'zod';
import type { Category, Config } from '../config/config.ts';
import { pathText, type ConfigPath } from '../config/problem.ts';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { KnownError, messageOf, worded, type InBoth } from '../errors.ts';
import { ATTRIBUTES, type Attribute } from '../attributes.ts';
import { normalisedPattern } from './text-macros.ts';

const AT = { fr: '{path}\u00a0: {why}', en: '{path}: {why}' } as const;

const WORDS = {
  capturesNothing: {
    fr: 'le motif {pattern} ne capture rien.',
    en: 'the pattern {pattern} captures nothing.',
  },
  parentheses: {
    fr: 'Mettre entre parenthèses la partie qui nomme l’établissement, comme dans {example}.',
    en: 'Put parentheses around the part that names the establishment, as in {example}.',
  },
  refused: {
    fr: 'le motif {pattern} est refusé\u00a0: {reason}.',
    en: 'the pattern {pattern} is refused: {reason}.',
  },
  re2: {
    fr: 'Les motifs sont ceux de RE2\u00a0: sans regard en avant ni en arrière, ni référence arrière. Syntaxe\u00a0: https://github.com/google/re2/wiki/Syntax',
    en: 'Patterns are RE2: no look-ahead, look-behind or back-reference. Syntax: https://github.com/google/re2/wiki/Syntax',
  },
} as const satisfies Record<string, InBoth>;

/** A pattern that RE2 refuses, or that captures nothing, and where in the config it stands. */
export class PatternRefused extends KnownError {
  readonly path: ConfigPath;

  constructor(path: ConfigPath, why: InBoth, nextStep: InBoth, cause: unknown) {
    super('usage', worded(AT, { path: pathText(path), why }), { nextSteps: [nextStep], cause });
    this.path = path;
  }
}

/** The patterns of a category, each with its attribute, in the order of `ATTRIBUTES`. */
export function patternsOf(category: Category): { attribute: Attribute; pattern: string }[] {
  return ATTRIBUTES.flatMap((attribute) => {
    const pattern = category.when[attribute];
    return pattern === undefined ? [] : [{ attribute, pattern }];
  });
}

/** What was compiled in this process: to open a session for it takes longer than the patterns. */
const compiled = new Set<string>();

/**
 * Compiles every pattern of the config with the engine that will match it (RE2, in DuckDB); once in a process.
 *
 * @throws PatternRefused for the first that it refuses: where it stands, the pattern, and why
 */
export async function checkPatterns(config: Config): Promise<void> {
  const written = JSON.stringify([config.categories.map(patternsOf), config.establishments.pattern]);
  if (compiled.has(written)) return;
  await compileAll(config);
  compiled.add(written);
}

async function compileAll(config: Config): Promise<void> {
  const db = await openDuckDb({ memoryLimitMb: 64, threads: 1, reaches: [] });
  try {
    for (const [index, category] of config.categories.entries()) {
      for (const { attribute, pattern } of patternsOf(category)) {
        await compile(db, ['categories', index, 'when', attribute], pattern);
      }
    }
    const { pattern } = config.establishments;
    if (pattern !== undefined) await checkCapture(db, ['establishments', 'pattern'], pattern);
  } finally {
    await db.close();
  }
}

async function checkCapture(db: DuckDb, path: ConfigPath, pattern: string): Promise<void> {
  await compile(db, path, pattern);
  try {
    // Asking for more names than there are groups is refused.
    await db.row(
      `SELECT regexp_extract('', getvariable('pattern'), ['capture'], 'i') IS NOT NULL AS done`,
      z.object({ done: z.boolean() }),
    );
  } catch (error) {
    if (!messageOf(error).includes('capturing groups')) throw error;
    throw new PatternRefused(
      path,
      worded(WORDS.capturesNothing, { pattern: JSON.stringify(pattern) }),
      worded(WORDS.parentheses, { example: String.raw`'\.([a-z0-9]+)@'` }),
      error,
    );
  }
}

async function compile(db: DuckDb, path: ConfigPath, pattern: string): Promise<void> {
  await db.setVariable('pattern', await normalisedPattern(db, pattern));
  try {
    await db.row(
      `SELECT regexp_matches('', getvariable('pattern'), 'i') AS done`,
      z.object({ done: z.boolean() }),
    );
  } catch (error) {
    const reason = messageOf(error).replace(/^Invalid Input Error: /, '');
    throw new PatternRefused(
      path,
      worded(WORDS.refused, { pattern: JSON.stringify(pattern), reason }),
      WORDS.re2,
      error,
    );
  }
}
