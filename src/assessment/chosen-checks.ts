import { resolve } from 'node:path';
import { CHECKS } from '../checks/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { choosesChecks, isChosen, keyOfChoice } from '../config/chosen-checks.ts';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { NotChosen } from '../situation/not-chosen.ts';
import { ownChecks, readOwnChecks, type OwnCheckSource } from './own-checks/read-own-checks.ts';
import { needsIn, type Needs } from './rests-on/needs.ts';

/** Which checks judge, and what they need. */
export interface Choice {
  /** Null where the configuration leaves no check out: everything is needed then. */
  readonly needs: Needs | null;
  readonly isChosen: (id: string) => boolean;
}

export interface ChosenChecks extends Choice {
  /** Those that judge, in the order of the report. */
  readonly checks: readonly Check[];
  /** Those of the configuration, among them and not. */
  readonly own: readonly Check[];
  /** Left out where all judge. */
  readonly notChosen?: NotChosen;
}

interface ChoiceOptions {
  readonly config: Config;
  readonly configFolder: string;
  readonly ownCheckFiles?: readonly OwnCheckSource[];
  readonly checks?: readonly Check[];
}

/** The checks that the configuration chooses, of the catalogue's (`checks`) and its own. Needs `createKnownMacros` and `createRules`. Throws `KnownError` (usage). */
export async function chosenChecks(db: DuckDb, options: ChoiceOptions): Promise<ChosenChecks> {
  const { config, checks = CHECKS } = options;
  const own = await ownChecksOf(options);
  const all = [...checks, ...own];
  const left = all.filter(({ id }) => !isChosen(config, id));
  return {
    needs: choosesChecks(config) ? await needsIn(db, config, all) : null,
    isChosen: (id) => isChosen(config, id),
    checks: all.filter((check) => !left.includes(check)),
    own,
    ...(left.length === 0
      ? {}
      : { notChosen: { by: keyOfChoice(config), checks: left.map(({ id, title }) => ({ id, title })) } }),
  };
}

/** Those of the configuration. */
async function ownChecksOf({ config, configFolder, ownCheckFiles }: ChoiceOptions): Promise<Check[]> {
  const folder = config.checks?.folder;
  if (folder === undefined || ownCheckFiles === undefined) return readOwnChecks(config, configFolder);
  return ownChecks(resolve(configFolder, folder), ownCheckFiles, config);
}
