import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { groupsKnown } from '../../../dossier/groups-known.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { Situation } from '../../../situation/situation.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { sourceReport } from '../../../snapshot/open.ts';
import { groupedBy, parted, partedAs, together, type Parted } from '../../establishments/parted.ts';
import type { Choice } from '../../chosen-checks.ts';
import type { Section } from '../section.ts';
import { unusedMailboxes } from './enrolled-mailboxes.ts';

export const enrolments: Section = {
  id: 'enrolments',
  count: async ({ db, manifest, config, choice }) =>
    partedAs(await tallies(db, manifest, config, choice), (found) => ({ enrolments: found })),
};

const grouped = z.object({ establishment: z.string(), category: z.string(), n: z.number() });

/** The accounts in each enrolment's group, among all accounts read; categories in the order of the config. */
async function tallies(
  db: DuckDb,
  manifest: SnapshotManifest,
  config: Config,
  { isChosen }: Choice,
): Promise<Parted<Enrolment[]>> {
  const categories = config.categories.map(({ id }) => id);
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
          // Which mailboxes are used is asked for the check of those who are enrolled.
          ...(knowledge.known && isChosen('enrolled-unused') ? { unusedMailbox } : {}),
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
