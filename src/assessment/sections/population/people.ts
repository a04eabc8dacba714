import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { unusedMailboxes } from '../enrolments/enrolled-mailboxes.ts';
import { groupedBy, parted, together, type Parted } from '../../establishments/parted.ts';
import { groupsKnown } from '../../../dossier/groups-known.ts';
import type { Situation } from '../../../situation/situation.ts';
import { sourceReport } from '../../../snapshot/open.ts';

const grouped = z.object({ establishment: z.string(), category: z.string(), n: z.number() });

const peopleSchema = z.object({
  establishment: z.string(),
  category: z.string(),
  accounts: z.number(),
  mailboxes: z.number(),
  physicians: z.number(),
});
type People = z.infer<typeof peopleSchema>;

/**
 * The accounts read, and the personal mailboxes: physicians', and by category in the order given (zeros included); of all
 * and of each establishment that has an account.
 */
export async function population(
  db: DuckDb,
  categories: readonly string[],
): Promise<{ people: Parted<Situation['population']>; establishments: string[] }> {
  const cells = await db.rows(
    `SELECT establishment, category, count(*)::DOUBLE AS accounts, count(*) FILTER (WHERE personalMailbox)::DOUBLE AS mailboxes,
       count(*) FILTER (WHERE personalMailbox AND physician)::DOUBLE AS physicians FROM dossier GROUP BY establishment, category`,
    peopleSchema,
  );
  return {
    people: parted(cells, (own) => peopleOf(own, categories)),
    establishments: [...new Set(cells.map(({ establishment }) => establishment))],
  };
}

function peopleOf(cells: readonly People[], categories: readonly string[]): Situation['population'] {
  const sum = (name: 'accounts' | 'mailboxes' | 'physicians', of = cells): number =>
    of.reduce((total, cell) => total + cell[name], 0);
  const mailboxes = (id: string): number =>
    sum(
      'mailboxes',
      cells.filter(({ category }) => category === id),
    );
  const ids = mailboxes('') > 0 ? [...categories, ''] : categories;
  return {
    accounts: sum('accounts'),
    mailboxes: sum('mailboxes'),
    physicians: sum('physicians'),
    byCategory: Object.fromEntries(ids.map((id) => [id, mailboxes(id)])),
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
): Promise<Parted<Enrolment[]>> {
  const figures: Parted<Enrolment>[] = [];
  for (const { id, label, group } of config.enrolments) {
    const rows = await db.rows(
      `SELECT establishment, category, count(*)::DOUBLE AS n FROM dossier
       WHERE accountId IN (SELECT g.accountId FROM "group-members" g WHERE g.groupRef = $group)
       GROUP BY establishment, category`,
      grouped,
      { group },
    );
    const unused = await unusedMailboxes(db, id);
    figures.push(
      parted(rows, (own, establishment) => {
        const total = own.reduce((sum, { n }) => sum + n, 0);
        const knowledge = groupKnowledge(manifest, group, total);
        const unusedMailbox = establishment === undefined ? unused.whole : unused.of(establishment);
        return {
          ...{ id, label, ...knowledge, total },
          byCategory: byCategory(own, categories),
          ...(knowledge.known ? { unusedMailbox } : {}),
        };
      }),
    );
  }
  return together(figures);
}

type Enrolment = Situation['enrolments'][number];

function byCategory(
  cells: readonly z.infer<typeof grouped>[],
  categories: readonly string[],
): Enrolment['byCategory'] {
  const found = groupedBy(cells, ({ category }) => category);
  return Object.fromEntries(
    [...categories, ''].flatMap((category): [string, number][] => {
      const own = found.get(category);
      return own === undefined ? [] : [[category, own.reduce((sum, { n }) => sum + n, 0)]];
    }),
  );
}

/** How far the members of a group are known: of one that was read in part, none found says nothing. */
function groupKnowledge(
  manifest: SnapshotManifest,
  group: string,
  total: number,
): { known: boolean; lowerBound: boolean } {
  const { outcome } = sourceReport(manifest, 'group-members');
  const wasAsked = manifest.groups.includes(group) && (outcome === 'complete' || outcome === 'partial');
  if (!wasAsked) return { known: false, lowerBound: false };
  const lowerBound =
    !groupsKnown(manifest, [group]) || sourceReport(manifest, 'accounts').outcome !== 'complete';
  return lowerBound && total === 0 ? { known: false, lowerBound: false } : { known: true, lowerBound };
}
