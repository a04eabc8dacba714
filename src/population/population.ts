import { isAbsolute, join } from 'node:path';
import type { Config } from '../config/config.ts';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { categoryExpression } from './categories.ts';
import { createEstablishmentNames, writtenEstablishment } from './establishments.ts';
import { createTextMacros } from './text-macros.ts';
import { loadRoster, readRoster, rosterKeyExpression, type Roster, type RosterOptions } from './roster.ts';

export interface PlaceOptions {
  readonly config: Config;
  /** Folder that a relative path of the config starts from. */
  readonly configFolder: string;
  /** Private folder for intermediate files. */
  readonly temporaryFolder: string;
}

/**
 * Makes the view `placed_accounts`: every row of `accounts` with its `category` (an id of the config, or ''),
 * `physician`, `serviceAccount`, and `establishment` ('' when none): of several writings, the
 * commonest. The roster, if there is one, wins over the patterns.
 *
 * @throws KnownError `usage` where the roster cannot be used
 */
export async function placeAccounts(db: DuckDb, options: PlaceOptions): Promise<Roster | null> {
  const { config } = options;
  await createTextMacros(db);
  const category = await categoryExpression(db, config.categories);
  const written = await writtenEstablishment(db, config.establishments);
  const rosterOptions = rosterOptionsOf(options);
  if (config.roster === undefined || rosterOptions === null) {
    await createView(db, { category, written, join: '', elsewhere: [] });
    return null;
  }
  const roster = await loadRoster(db, rosterOptions);
  await createView(db, {
    category: `coalesce(nullif(r.category, ''), ${category})`,
    written: `coalesce(nullif(trimmed(r.establishment), ''), ${written})`,
    join: `LEFT JOIN roster r ON r.key = ${rosterKeyExpression(config.roster.key)} AND r.key <> ''`,
    elsewhere: [`SELECT trimmed(establishment) AS written FROM roster`],
  });
  // Lines without an account are tallied by establishment too: under the name that the accounts bear.
  await db.run(
    `UPDATE roster SET establishment = n.name FROM establishment_names n WHERE n.key = name_key(roster.establishment)`,
  );
  return roster;
}

/**
 * Reads the roster, if there is one, as an assessment would.
 *
 * @throws KnownError `usage` where it cannot be used
 */
export async function checkRoster(options: PlaceOptions): Promise<void> {
  const rosterOptions = rosterOptionsOf(options);
  if (rosterOptions === null) return;
  const db = await openDuckDb({ temporaryFolder: options.temporaryFolder });
  try {
    await createTextMacros(db);
    await readRoster(db, rosterOptions);
  } finally {
    await db.close();
  }
}

function rosterOptionsOf({ config, configFolder, temporaryFolder }: PlaceOptions): RosterOptions | null {
  const { roster, categories } = config;
  if (roster === undefined) return null;
  const file = isAbsolute(roster.file) ? roster.file : join(configFolder, roster.file);
  return { roster, categories, file, temporaryFolder };
}

interface Placing {
  /** Expressions over `accounts` as `a`, and what `join` adds. */
  readonly category: string;
  readonly written: string;
  readonly join: string;
  /** Queries of establishments as other lists write them. */
  readonly elsewhere: readonly string[];
}

async function createView(db: DuckDb, { category, written, join, elsewhere }: Placing): Promise<void> {
  await createEstablishmentNames(db, `SELECT ${written} AS written FROM accounts a ${join}`, elsewhere);
  await db.run(`CREATE OR REPLACE VIEW placed_accounts AS
    SELECT p.* EXCLUDE (written), list_contains(getvariable('physician_categories'), category) AS physician,
      list_contains(getvariable('service_categories'), category) AS serviceAccount, coalesce(e.name, '') AS establishment
    FROM (SELECT a.*, ${category} AS category, ${written} AS written FROM accounts a ${join}) p
    LEFT JOIN (SELECT w.written, n.name FROM establishment_writings w JOIN establishment_names n USING (key)) e USING (written)`);
}
