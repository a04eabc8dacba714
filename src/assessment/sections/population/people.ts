import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { rosterKeyExpression } from '../../../population/roster.ts';
import { groupsKnown } from '../../../dossier/groups-known.ts';
import type { Situation } from '../../../situation/situation.ts';

const peopleSchema = z.object({
  establishment: z.string(),
  category: z.string(),
  accounts: z.number(),
  mailboxes: z.number(),
  physicians: z.number(),
  physicianAccounts: z.number(),
});
const personsSchema = z.object({ establishment: z.string().nullable(), persons: z.number() });
type People = z.infer<typeof peopleSchema>;

/**
 * The accounts read, and the personal mailboxes: physicians', and by category in the order of the config (zeros included); of all
 * and of each establishment that has an account.
 */
export async function population(
  db: DuckDb,
  config: Config,
): Promise<{ people: Parted<Situation['population']>; establishments: string[] }> {
  const categories = config.categories.map(({ id }) => id);
  const cells = await db.rows(
    `SELECT establishment, category, count(*)::DOUBLE AS accounts, count(*) FILTER (WHERE personalMailbox)::DOUBLE AS mailboxes,
       count(*) FILTER (WHERE personalMailbox AND physician)::DOUBLE AS physicians,
       count(*) FILTER (WHERE physician AND NOT isGuest AND NOT isSharedOrRoom)::DOUBLE AS "physicianAccounts" FROM dossier GROUP BY establishment, category`,
    peopleSchema,
  );
  const persons = await physicianPersons(db, config);
  return {
    people: parted(cells, (own, establishment) => ({
      ...peopleOf(own, categories),
      ...(persons === null ? {} : { physicianPersons: persons.get(establishment ?? null) ?? 0 }),
    })),
    establishments: [...new Set(cells.map(({ establishment }) => establishment))],
  };
}

/**
 * Whose the physicians' mailboxes are, by establishment, and under null of all; null where the roster tells no persons. Needs
 * the table `roster` and the view `accounts`.
 */
async function physicianPersons(
  db: DuckDb,
  { roster }: Config,
): Promise<ReadonlyMap<string | null, number> | null> {
  if (roster?.person === undefined) return null;
  const rows = await db.rows(
    `SELECT establishment, count(DISTINCT coalesce(r.person, 'account ' || d.accountId))::DOUBLE AS persons
     FROM (SELECT accountId, establishment FROM dossier WHERE personalMailbox AND physician) d
     LEFT JOIN (SELECT r.person, a.accountId FROM roster r
       JOIN accounts a ON r.key <> '' AND ${rosterKeyExpression(roster.key)} = r.key) r USING (accountId)
     GROUP BY GROUPING SETS ((), (establishment))`,
    personsSchema,
  );
  return new Map(rows.map(({ establishment, persons }) => [establishment, persons]));
}

function peopleOf(cells: readonly People[], categories: readonly string[]): Situation['population'] {
  const sum = (name: Exclude<keyof People, 'establishment' | 'category'>, of = cells): number =>
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
    physicianAccounts: sum('physicianAccounts'),
    byCategory: Object.fromEntries(ids.map((id) => [id, mailboxes(id)])),
  };
}

/** The categories of the config, then '' if any account is in none. */
export async function categoriesInUse(db: DuckDb, config: Config): Promise<Situation['categories']> {
  const { none } = await db.row(
    `SELECT count(*) FILTER (WHERE category = '') > 0 AS "none" FROM dossier`,
    z.object({ none: z.boolean().nullable() }),
  );
  const known = config.categories.map(({ id, physician, label, singular }) => ({
    ...{ id, physician, label },
    ...(singular === undefined ? {} : { singular }),
  }));
  const without = { id: '', physician: false, label: { fr: 'Sans catégorie', en: 'Without a category' } };
  return none === true ? [...known, without] : known;
}

/** Whether the members of every group that makes a category were all read. */
export function categoriesKnown(manifest: SnapshotManifest, config: Config): boolean {
  const groups = config.categories.flatMap(({ when }) => (when.group === undefined ? [] : [when.group]));
  return groupsKnown(manifest, groups);
}
