import { isAbsolute, join } from 'node:path';
import type { Config } from '../config/config.ts';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { categoryExpression } from './categories.ts';
import { establishmentSql } from './establishments.ts';
import { createTextMacros } from './folded.ts';
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
 * `physician`, `serviceAccount`, and `establishment` ('' when none). The roster, if there is one, wins over the patterns.
 *
 * @throws KnownError `usage` where the roster cannot be used
 */
export async function placeAccounts(db: DuckDb, options: PlaceOptions): Promise<Roster | null> {
  const { config } = options;
  await createTextMacros(db);
  const category = await categoryExpression(db, config.categories);
  const establishment = await establishmentSql(db, config.establishments);
  const rosterOptions = rosterOptionsOf(options);
  if (config.roster === undefined || rosterOptions === null) {
    await createView(db, category, establishment.expression, establishment.join);
    return null;
  }
  const roster = await loadRoster(db, rosterOptions);
  await createView(
    db,
    `coalesce(nullif(r.category, ''), ${category})`,
    `coalesce(nullif(r.establishment, ''), ${establishment.expression})`,
    `${establishment.join} LEFT JOIN roster r ON r.key = ${rosterKeyExpression(config.roster.key)} AND r.key <> ''`,
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

async function createView(db: DuckDb, category: string, establishment: string, joins: string): Promise<void> {
  await db.run(`CREATE OR REPLACE VIEW placed_accounts AS
    SELECT *, list_contains(getvariable('physician_categories'), category) AS physician,
      list_contains(getvariable('service_categories'), category) AS serviceAccount
    FROM (SELECT a.*, ${category} AS category, ${establishment} AS establishment FROM accounts a ${joins})`);
}
