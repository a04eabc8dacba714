import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { groupsKnown } from '../../dossier/groups-known.ts';
import type { EstablishmentSpellings } from '../../situation/sections/establishment-spellings.ts';
import type { Roster } from '../../population/roster.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import type { FoundGap } from './found-gap.ts';
import {
  categoryOfNobody,
  establishmentOfNobody,
  rosterOfNobody,
  spelledInSeveralWays,
} from './name-gap-words.ts';

/** What the names of the config, the roster and the directory have to do with one another. */
export interface Naming {
  readonly roster: Roster | null;
  readonly spellings: EstablishmentSpellings;
}

/** The attribute that is read where the config names none: that nobody fills it is no typing error. */
const UNNAMED = 'companyName';

/** A category, an attribute or a roster that is nobody's, which a typing error makes; and names written in several ways. */
export async function nameGaps(
  db: DuckDb,
  { manifest, config, naming }: { manifest: SnapshotManifest; config: Config; naming: Naming },
): Promise<FoundGap[]> {
  const { roster, spellings } = naming;
  const told = await db.row(
    `SELECT count(*)::DOUBLE AS accounts, count(*) FILTER (WHERE establishment <> '')::DOUBLE AS placed,
       coalesce(list(DISTINCT category), []) AS categories FROM dossier`,
    z.object({ accounts: z.number(), placed: z.number(), categories: z.array(z.string()) }),
  );
  const gap = (topic: NonNullable<FoundGap['topic']>, words: FoundGap['words'], accounts = 0): FoundGap => ({
    ...{ source: 'accounts', reason: 'not-read', accounts, words, topic },
  });
  const varied = spellings
    .flatMap(({ writings }) => writings)
    .reduce((sum, { accounts }) => sum + accounts, 0);
  const names = spellings.map(({ id }) => id);
  const ordinary =
    names.length === 0 ? [] : [gap('establishment-spellings', spelledInSeveralWays(names), varied)];
  if (told.accounts === 0) return ordinary;
  return [
    ...config.categories
      .filter((category) => isConditional(category) && isRead(manifest, category))
      .filter(({ id }) => !told.categories.includes(id))
      .map(({ id, label }) => gap('category-of-nobody', categoryOfNobody(id, label))),
    ...(told.placed === 0 && isNamed(config) && manifest.attributes.includes(config.establishments.attribute)
      ? [
          gap(
            'establishment-of-nobody',
            establishmentOfNobody(config.establishments.attribute),
            told.accounts,
          ),
        ]
      : []),
    ...(config.roster !== undefined &&
    roster !== null &&
    roster.lines > 0 &&
    roster.withoutAccount === roster.lines
      ? [gap('roster-of-nobody', rosterOfNobody(config.roster.key))]
      : []),
    ...ordinary,
  ];
}

function isNamed({ establishments }: Config): boolean {
  return establishments.attribute !== UNNAMED || establishments.pattern !== undefined;
}

/** One that matches whatever is left has no account where nothing is left. */
function isConditional({ when }: Config['categories'][number]): boolean {
  return Object.keys(when).length > 0;
}

/** Whether all that its conditions name was read; what was not has a gap of its own. */
function isRead(
  manifest: SnapshotManifest,
  { when: { group, ...patterns } }: Config['categories'][number],
): boolean {
  const read: readonly string[] = manifest.attributes;
  return (
    Object.keys(patterns).every((attribute) => read.includes(attribute)) &&
    groupsKnown(manifest, group === undefined ? [] : [group])
  );
}
