import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { unusedMailboxes } from './enrolled-mailboxes.ts';
import { groupsKnown } from './groups-known.ts';
import type { Situation } from './situation.ts';
import { sourceReport } from '../snapshot/open.ts';

const grouped = z.object({ category: z.string(), n: z.number() });

/** The accounts read, and the personal mailboxes: physicians', and by category in the order given (zeros included). */
export async function population(
  db: DuckDb,
  categories: readonly string[],
): Promise<Situation['population']> {
  const { accounts, mailboxes, physicians } = await db.row(
    `SELECT count(*)::DOUBLE AS accounts, count(*) FILTER (WHERE personalMailbox)::DOUBLE AS mailboxes,
       count(*) FILTER (WHERE personalMailbox AND physician)::DOUBLE AS physicians FROM dossier`,
    z.object({ accounts: z.number(), mailboxes: z.number(), physicians: z.number() }),
  );
  const rows = await db.rows(
    `SELECT category, count(*)::DOUBLE AS n FROM dossier WHERE personalMailbox GROUP BY category`,
    grouped,
  );
  const found = new Map(rows.map(({ category, n }) => [category, n]));
  const ids = found.has('') ? [...categories, ''] : categories;
  return {
    accounts,
    mailboxes,
    physicians,
    byCategory: Object.fromEntries(ids.map((id) => [id, found.get(id) ?? 0])),
  };
}

/** The categories of the config, then '' if any account is in none. */
export async function categoriesInUse(db: DuckDb, config: Config): Promise<Situation['categories']> {
  const { none } = await db.row(
    `SELECT count(*) FILTER (WHERE category = '') > 0 AS "none" FROM dossier`,
    z.object({ none: z.boolean().nullable() }),
  );
  const known = config.categories.map(({ id, physician, label }) => ({ id, physician, label }));
  const without = { id: '', physician: false, label: { fr: 'Sans catégorie', en: 'Without a category' } };
  return none === true ? [...known, without] : known;
}

/** Whether the members of every group that makes a category were all read. */
export function categoriesKnown(manifest: SnapshotManifest, config: Config): boolean {
  const groups = config.categories.flatMap(({ when }) => (when.group === undefined ? [] : [when.group]));
  return groupsKnown(manifest, groups);
}

/** The accounts in each enrolment's group, among all accounts read; categories in the order given. */
export async function enrolments(
  db: DuckDb,
  manifest: SnapshotManifest,
  config: Config,
  categories: readonly string[],
): Promise<Situation['enrolments']> {
  const tallies: Situation['enrolments'] = [];
  for (const { id, label, group } of config.enrolments) {
    const rows = await db.rows(
      `SELECT category, count(*)::DOUBLE AS n FROM dossier
       WHERE accountId IN (SELECT g.accountId FROM "group-members" g WHERE g.groupRef = $group)
       GROUP BY category`,
      grouped,
      { group },
    );
    const found = new Map(rows.map(({ category, n }) => [category, n]));
    const total = rows.reduce((sum, { n }) => sum + n, 0);
    const knowledge = groupKnowledge(manifest, group, total);
    tallies.push({
      id,
      label,
      ...knowledge,
      total,
      byCategory: Object.fromEntries(
        [...categories, ''].flatMap((category): [string, number][] => {
          const n = found.get(category);
          return n === undefined ? [] : [[category, n]];
        }),
      ),
      ...(knowledge.known ? { unusedMailbox: await unusedMailboxes(db, id) } : {}),
    });
  }
  return tallies;
}

/** How far the members of a group are known: of one that was read in part, none found says nothing. */
function groupKnowledge(
  manifest: SnapshotManifest,
  group: string,
  total: number,
): { known: boolean; lowerBound: boolean } {
  const { outcome, misses } = sourceReport(manifest, 'group-members');
  const wasAsked = manifest.groups.includes(group) && (outcome === 'complete' || outcome === 'partial');
  if (!wasAsked) return { known: false, lowerBound: false };
  // A source that broke off without telling at which group may have broken off at this one.
  const isPart = outcome === 'partial' && (misses?.some(({ what }) => what === group) ?? true);
  const lowerBound = isPart || sourceReport(manifest, 'accounts').outcome !== 'complete';
  return lowerBound && total === 0 ? { known: false, lowerBound: false } : { known: true, lowerBound };
}
