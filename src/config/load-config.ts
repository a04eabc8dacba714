import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { NotPlain, readNamedFile } from '../disk/plain-files.ts';
import { asIs, joinedBy, KnownError, worded, wordsOf, type InBoth } from '../errors.ts';
import { CONFIG_WORDS } from './config-words.ts';
import { inactiveAfterDaysSchema, type Config } from './config.ts';
import { inconsistencies, type SaidOver } from './consistency.ts';
import { oneLine, pathText, type ConfigPath, type Problem } from './problem.ts';
import { parseConfig, textOf } from './schema-problems.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

export const DEFAULT_FILE = 'vigie.config.yaml';
const NEAR_FILE = 'vigie.config.yml';
const MOST_BYTES = 1_048_576;
const MOST_PROBLEMS = 100;

export type ConfigAbsence = 'chosen' | 'unnoticed';

export interface LoadedConfig {
  config: Config;
  /** Absolute path; null when no file was read and the defaults hold. */
  file: string | null;
  /** Why none was read: none was meant to be, or none was there. Null with a file. */
  absence: ConfigAbsence | null;
  /** Where relative paths of the config start from: the file's folder, or `cwd` without a file. */
  folder: string;
  /** Of the file's bytes, in hexadecimal; null without a file. */
  sha256: string | null;
  /** What the file says, as it stands there; null without a file. */
  text: string | null;
  /** Of the roster that the one to be read was taken from; left out where it is the roster itself. */
  rosterSha256?: string;
  /** Where a value of the file stands: `vigie.config.yaml:12:7`. */
  locate(path: ConfigPath): string;
}

/** What wins over the file; `names` can only be taken away. */
export interface Overrides extends SaidOver {
  readonly inactiveAfterDays?: number;
}

/**
 * Reads the config file, checks it whole and fills in the defaults; `overrides` win over the file.
 * Throws a `KnownError` of kind `usage` that names every problem on a line of its own, with line and
 * column, when the file cannot be read, is not YAML, or says something it must not.
 */
export async function loadConfig(options: {
  /** As the user named it; without it, `vigie.config.yaml` of `cwd` where there is one; false: none, wherever one is. */
  file?: string | false;
  cwd: string;
  overrides: Overrides;
}): Promise<LoadedConfig> {
  const overrides = checkedOverrides(options.overrides);
  const isChosen = options.file === false;
  const name = options.file === undefined || options.file === false ? DEFAULT_FILE : options.file;
  const path = resolve(options.cwd, name);
  const bytes = isChosen ? null : await readConfigFile(path, { name, optional: options.file === undefined });
  if (bytes === null && !isChosen) await refuseNearFile(options.cwd);
  const text = bytes === null ? null : decode(bytes, name);
  const source = readYaml(text ?? '');
  const config = parseSource(source, name, overrides);
  return {
    config: { ...config, ...overrides },
    file: bytes === null ? null : path,
    absence: bytes !== null ? null : isChosen ? 'chosen' : 'unnoticed',
    folder: bytes === null ? resolve(options.cwd) : dirname(path),
    text,
    sha256: bytes === null ? null : createHash('sha256').update(bytes).digest('hex'),
    locate: (at) => {
      const { line, column } = source.positionOf(at, 'value');
      return `${oneLine(name)}:${line}:${column}`;
    },
  };
}

function checkedOverrides({ inactiveAfterDays, ...others }: Overrides): Overrides {
  if (inactiveAfterDays === undefined) return others;
  const parsed = inactiveAfterDaysSchema.safeParse(inactiveAfterDays, { reportInput: true });
  if (parsed.success) return { ...others, inactiveAfterDays: parsed.data };
  throw new KnownError(
    'usage',
    worded(CONFIG_WORDS.at, {
      place: '--inactive-after',
      why: joinedBy('; ', parsed.error.issues.map(textOf)),
    }),
    {
      nextSteps: [CONFIG_WORDS.wholeDays],
    },
  );
}

const systemErrorSchema = z.object({ code: z.string() });

async function readConfigFile(
  path: string,
  { name, optional }: { name: string; optional: boolean },
): Promise<Buffer | null> {
  try {
    return await readNamedFile(path, MOST_BYTES);
  } catch (error) {
    if (error instanceof NotPlain) throw unreadable(name, wordsOf(error), error);
    const code = systemErrorSchema.safeParse(error).data?.code;
    if (code === undefined) throw error;
    if (code === 'ENOENT' && optional) return null;
    throw unreadable(name, REASONS[code] ?? worded(CONFIG_WORDS.cannotBeRead, { code }), error);
  }
}

const REASONS: Readonly<Record<string, InBoth>> = {
  ENOENT: CONFIG_WORDS.noFile,
  ENOTDIR: CONFIG_WORDS.noFolder,
  EACCES: CONFIG_WORDS.denied,
  EPERM: CONFIG_WORDS.denied,
  ELOOP: CONFIG_WORDS.nowhere,
  ENAMETOOLONG: CONFIG_WORDS.longName,
  ERR_INVALID_ARG_VALUE: CONFIG_WORDS.noFileName,
};

function unreadable(name: string, reason: InBoth, cause?: unknown): KnownError {
  return new KnownError('usage', worded(CONFIG_WORDS.at, { place: oneLine(name), why: reason }), {
    nextSteps: [
      ...(cause instanceof NotPlain ? cause.nextSteps : []),
      worded(CONFIG_WORDS.nameYaml, { file: DEFAULT_FILE }),
    ],
    cause,
  });
}

/** A config under a slightly wrong name would be ignored, and the figures would be those of the defaults. */
async function refuseNearFile(cwd: string): Promise<void> {
  if ((await readConfigFile(join(cwd, NEAR_FILE), { name: NEAR_FILE, optional: true })) === null) return;
  throw new KnownError('usage', worded(CONFIG_WORDS.nearFile, { near: NEAR_FILE, file: DEFAULT_FILE }), {
    nextSteps: [worded(CONFIG_WORDS.renameFile, { file: DEFAULT_FILE, near: NEAR_FILE })],
  });
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable(name, CONFIG_WORDS.notUtf8, error);
  }
}

function parseSource(source: YamlSource, name: string, over: SaidOver): Config {
  if (source.faults.length > 0) throw invalid(name, source.faults);
  // An empty file, or one of comments only, is a config that keeps every default.
  const value = source.value ?? {};
  const parsed = parseConfig(value);
  const others = inconsistencies(value, over);
  if ('config' in parsed && others.length === 0) return parsed.config;
  const problems = [...('problems' in parsed ? parsed.problems : []), ...others];
  throw invalid(
    name,
    problems.map((problem) => located(problem, source)),
  );
}

interface Located {
  readonly position: { readonly line: number; readonly column: number };
  readonly text: InBoth;
}

function located({ path, at, text, isUnnamed }: Problem, source: YamlSource): Located {
  const where = isUnnamed === true ? '' : pathText(path);
  return {
    position: source.positionOf(path, at),
    text: where === '' ? text : worded(CONFIG_WORDS.at, { place: where, why: text }),
  };
}

function invalid(name: string, problems: readonly Located[]): KnownError {
  const lines = problems
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(({ position: { line, column }, text }) =>
      joinedBy('', [asIs(`${oneLine(name)}:${line}:${column}  `), text]),
    );
  const beyond = lines.length - MOST_PROBLEMS;
  const more = beyond > 0 ? [worded(CONFIG_WORDS.andMore, { n: beyond })] : [];
  const shown = new Map([...lines.slice(0, MOST_PROBLEMS), ...more].map((line) => [line.en, line]));
  return new KnownError('usage', joinedBy('\n', [...shown.values()]), {
    nextSteps: [CONFIG_WORDS.correct],
  });
}
