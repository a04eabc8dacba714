import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { attributesOf } from '../../../config/needs.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import type { FoundGap, GapWords } from '../../gaps/found-gap.ts';
import type { GapContext } from '../section.ts';
import {
  attributesNotRead,
  ENABLED_NOT_TOLD,
  KINDS_NOT_EXPORTED,
  NO_PHYSICIANS,
  PLANS_NOT_TOLD,
  unknownPlans,
} from './gap-words.ts';

/** What decides who is in which population, and was not told, asked for or defined. */
export async function populationGaps({ db, manifest, config }: GapContext): Promise<FoundGap[]> {
  return [
    ...configGaps(manifest, config),
    ...(await unknownPlanGaps(db)),
    ...(await untoldGaps(db, manifest)),
  ];
}

function notRead(words: GapWords, accounts = 0): FoundGap {
  return { source: 'accounts', reason: 'not-read', accounts, words };
}

function configGaps(manifest: SnapshotManifest, config: Config): FoundGap[] {
  const read = new Set(manifest.attributes);
  // What exceptions read decides nothing of a population: their lines that match nobody are undetermined.
  const placing = attributesOf({ ...config, exceptions: undefined });
  const attributes = placing.filter((attribute) => !read.has(attribute));
  return [
    ...(attributes.length > 0 ? [notRead(attributesNotRead(attributes))] : []),
    ...(config.categories.some(({ physician }) => physician) ? [] : [notRead(NO_PHYSICIANS)]),
  ];
}

async function unknownPlanGaps(db: DuckDb): Promise<FoundGap[]> {
  const { accounts } = await db.row(
    `SELECT count(*) FILTER (WHERE planUnknown)::DOUBLE AS accounts FROM dossier`,
    z.object({ accounts: z.number() }),
  );
  if (accounts === 0) return [];
  const plans = await db.rows(
    `SELECT DISTINCT id
     FROM (SELECT unnest(plans_in_force(a.exchangePlans)) AS id FROM accounts a SEMI JOIN (SELECT accountId FROM dossier WHERE planUnknown) d
       ON d.accountId = a.accountId)
     WHERE NOT list_contains(known().knownPlans, id) ORDER BY 1 LIMIT 5`,
    z.object({ id: z.string() }),
  );
  return [notRead(unknownPlans(plans.map(({ id }) => id)), accounts)];
}

/** Accounts of which the directory did not tell what decides which population they are in: they are taken into it. */
async function untoldGaps(db: DuckDb, { imported }: SnapshotManifest): Promise<FoundGap[]> {
  const { enabled, plans } = await db.row(
    `SELECT count(*) FILTER (WHERE accountEnabled IS NULL)::DOUBLE AS enabled,
       count(*) FILTER (WHERE personalMailbox AND mailboxUntold)::DOUBLE AS plans FROM dossier`,
    z.object({ enabled: z.number(), plans: z.number() }),
  );
  const mailboxes: FoundGap =
    imported === undefined
      ? notRead(PLANS_NOT_TOLD, plans)
      : { ...notRead(KINDS_NOT_EXPORTED, plans), reason: 'not-exported' };
  return [notRead(ENABLED_NOT_TOLD, enabled), mailboxes].filter(({ accounts }) => accounts > 0);
}
