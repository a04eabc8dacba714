import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { SERVICE_COLUMNS } from './dossier-reports.ts';
import type { Situation } from './situation.ts';
import { sourceReport } from '../snapshot/open.ts';
import { isUsable } from './source-use.ts';

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
  if (groups.length === 0) return true;
  const { outcome, misses } = sourceReport(manifest, 'group-members');
  if (!groups.every((group) => manifest.groups.includes(group))) return false;
  if (outcome === 'complete') return true;
  return outcome === 'partial' && misses !== undefined && !misses.some(({ what }) => groups.includes(what));
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
    tallies.push({
      id,
      label,
      ...groupKnowledge(manifest, group, total),
      total,
      byCategory: Object.fromEntries(
        [...categories, ''].flatMap((category): [string, number][] => {
          const n = found.get(category);
          return n === undefined ? [] : [[category, n]];
        }),
      ),
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

const serviceTally = z.object({ licensed: z.number(), active30: z.number(), active90: z.number() });

/** Licences and activity per service, over the personal mailboxes; nothing where the report was not read. */
export async function serviceTallies(
  db: DuckDb,
  manifest: SnapshotManifest,
): Promise<Situation['serviceUsage']> {
  if (!isUsable(manifest, 'service-activity')) return [];
  const tallies: Situation['serviceUsage'] = [];
  for (const { service, column } of SERVICE_COLUMNS) {
    const over = (who: string): Promise<z.infer<typeof serviceTally>> =>
      db.row(
        `SELECT count(*) FILTER (WHERE ${column}Licensed)::DOUBLE AS licensed,
           count(*) FILTER (WHERE days_until(${column}LastActivityOn, 'serviceReportOn') <= 30)::DOUBLE AS active30,
           count(*) FILTER (WHERE days_until(${column}LastActivityOn, 'serviceReportOn') <= 90)::DOUBLE AS active90
         FROM dossier WHERE personalMailbox AND ${who}`,
        serviceTally,
      );
    tallies.push({ service, ...(await over('true')), physicians: await over('physician') });
  }
  return tallies;
}
