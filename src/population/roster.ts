import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Category, Config } from '../config/config.ts';
import { identifier, literal, type DuckDb } from '../duckdb/duckdb.ts';
import { joinedBy, KnownError, worded } from '../errors.ts';
import { ROSTER_WORDS } from './roster-words.ts';
import { cannotWrite } from '../disk/private-files.ts';
import type { Attribute } from '../attributes.ts';
import { nameKey } from './name-key.ts';
import { rosterLines } from './roster-lines.ts';

type RosterConfig = NonNullable<Config['roster']>;

export interface RosterOptions {
  readonly roster: RosterConfig;
  readonly categories: readonly Category[];
  readonly file: string;
  readonly temporaryFolder: string;
}

/** What a roster told: how many lines, and how many match no account. */
export interface Roster {
  readonly sha256: string;
  readonly lines: number;
  /** Null where the config names no column of persons. */
  readonly persons: number | null;
  readonly withoutAccount: number;
  /** In the config's order, then '' for lines without a category; categories that have none are left out. */
  readonly withoutAccountByCategory: Readonly<Record<string, number>>;
}

const SHOWN = 5;

/**
 * Reads the roster into the table `roster` (`line`, `key` normalised, `writtenKey`, `category`, `establishment`; '' for an empty
 * cell; `person`: the same on the lines of one person, another on each line that names none).
 *
 * @throws KnownError `usage` for a file that cannot be used, unknown categories, duplicate keys
 */
export async function loadRoster(db: DuckDb, options: RosterOptions): Promise<Roster> {
  const sha256 = await readRoster(db, options);
  return { sha256, ...(await countLines(db, options)) };
}

/** As `loadRoster`, before there are accounts to count: to refuse what cannot be used. Gives the file's SHA-256. */
export async function readRoster(db: DuckDb, options: RosterOptions): Promise<string> {
  const file = join(options.temporaryFolder, 'roster.ndjson');
  const sha256 = await writeLines(file, options);
  await db.run(`CREATE OR REPLACE TABLE roster AS
    SELECT line, matched(key) AS key, key AS writtenKey, category, establishment,
      if(matched(person) = '', 'line ' || line, 'person ' || matched(person)) AS person
    FROM read_json(${literal(file)}, format = 'newline_delimited',
      columns = {line: 'INTEGER', key: 'VARCHAR', category: 'VARCHAR', establishment: 'VARCHAR', person: 'VARCHAR'})`);
  await rm(file);
  await refuseDuplicates(db, options.file);
  return sha256;
}

/** What an account is matched with the roster by. */
export function rosterKeyExpression(key: Attribute): string {
  return `matched(a.${identifier(key)})`;
}

async function writeLines(file: string, options: RosterOptions): Promise<string> {
  const unknown: string[] = [];
  let sha256 = '';
  const lines = ndjson(options, unknown, (digest) => (sha256 = digest));
  try {
    await pipeline(lines, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    throw cannotWrite(file, error);
  }
  if (unknown.length > 0) throw unknownCategories(options.file, unknown, options.categories);
  return sha256;
}

/** The roster's lines, its categories as ids; ends early when more are unknown than are shown. */
async function* ndjson(
  { roster, categories, file }: RosterOptions,
  unknown: string[],
  onDigest: (sha256: string) => void,
): AsyncGenerator<string> {
  const ids = categoryIds(categories);
  for await (const line of rosterLines(file, roster, onDigest)) {
    const category = line.category === '' ? '' : ids.get(normalised(line.category));
    if (category === undefined) unknown.push(String(line.line));
    if (unknown.length > SHOWN) return;
    yield `${JSON.stringify({ ...line, category: category ?? '' })}\n`;
  }
}

/** Ids before labels, so that a label never hides the id of another category. */
function categoryIds(categories: readonly Category[]): Map<string, string> {
  const ids = new Map(categories.map(({ id }) => [normalised(id), id]));
  for (const { id, label } of categories) {
    for (const name of [label.fr, label.en]) if (!ids.has(normalised(name))) ids.set(normalised(name), id);
  }
  return ids;
}

/** The writings of a category in a roster: accents, too, make no difference. What stands there is not told: it may be a name. */
function normalised(text: string): string {
  return nameKey(text).normalize('NFD').replace(/\p{M}/gu, '');
}

function unknownCategories(
  file: string,
  found: readonly string[],
  categories: readonly Category[],
): KnownError {
  const { unknownCategories: some, unknownCategoriesAndMore: more, useCategory } = ROSTER_WORDS;
  const words = found.length > SHOWN ? more : some;
  return new KnownError('usage', worded(words, { file, lines: found.slice(0, SHOWN).join(', ') }), {
    nextSteps: [worded(useCategory, { ids: categories.map(({ id }) => id).join(', ') })],
  });
}

async function refuseDuplicates(db: DuckDb, file: string): Promise<void> {
  const duplicates = await db.rows(
    `SELECT array_to_string(list_sort(list(line)), ', ') AS lines FROM roster
     WHERE key <> '' GROUP BY key HAVING count(*) > 1 ORDER BY min(line) LIMIT ${SHOWN + 1}`,
    z.object({ lines: z.string() }),
  );
  if (duplicates.length === 0) return;
  const shown = duplicates.slice(0, SHOWN).map(({ lines }) => worded(ROSTER_WORDS.lines, { lines }));
  const words = duplicates.length > SHOWN ? ROSTER_WORDS.sameAccountAndMore : ROSTER_WORDS.sameAccount;
  throw new KnownError('usage', worded(words, { file, lines: joinedBy('; ', shown) }), {
    nextSteps: [ROSTER_WORDS.oneLine],
  });
}

async function countLines(db: DuckDb, options: RosterOptions): Promise<Omit<Roster, 'sha256'>> {
  const rows = await db.rows(
    `SELECT r.category, count(*)::INTEGER AS lines,
       count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE r.key <> '' AND ${rosterKeyExpression(options.roster.key)} = r.key))::INTEGER AS withoutAccount
     FROM roster r GROUP BY 1`,
    z.object({ category: z.string(), lines: z.number(), withoutAccount: z.number() }),
  );
  const { persons } = await db.row(
    'SELECT count(DISTINCT person)::INTEGER AS persons FROM roster',
    z.object({ persons: z.number() }),
  );
  const missing = new Map(rows.map((row) => [row.category, row.withoutAccount]));
  const order = [...options.categories.map(({ id }) => id), ''];
  return {
    lines: rows.reduce((sum, row) => sum + row.lines, 0),
    persons: options.roster.person === undefined ? null : persons,
    withoutAccount: rows.reduce((sum, row) => sum + row.withoutAccount, 0),
    withoutAccountByCategory: Object.fromEntries(
      order.map((id) => [id, missing.get(id) ?? 0] as const).filter(([, lines]) => lines > 0),
    ),
  };
}
