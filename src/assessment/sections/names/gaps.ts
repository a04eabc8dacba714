import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { groupsKnown } from '../../../dossier/groups-known.ts';
import type { EstablishmentSpellings } from '../../../situation/sections/establishment-spellings.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import type { FoundGap } from '../../gaps/found-gap.ts';
import type { GapContext } from '../section.ts';
import {
  categoryOfNobody,
  establishmentOfNobody,
  rosterOfNobody,
  spelledInSeveralWays,
} from './gap-words.ts';

/** The attribute that is read where the config names none: that nobody fills it is no typing error. */
const UNNAMED = 'companyName';

/** A category, an attribute or a roster that is nobody's, which a typing error makes; and names written in several ways. */
export async function nameGaps(context: GapContext): Promise<FoundGap[]> {
  const told = await context.db.row(
    `SELECT count(*)::DOUBLE AS accounts, count(*) FILTER (WHERE establishment <> '')::DOUBLE AS placed,
       coalesce(list(DISTINCT category), []) AS categories FROM dossier`,
    toldSchema,
  );
  return [
    ...(told.accounts === 0 ? [] : ofNobody(context, told)),
    ...spellingGaps(context.counted.establishmentSpellings ?? []),
  ];
}

const toldSchema = z.object({ accounts: z.number(), placed: z.number(), categories: z.array(z.string()) });

/** What nobody is of, or in: it looks like a finding, and is a typing error. */
function ofNobody(
  { manifest, config, roster }: GapContext,
  { accounts, placed, categories }: z.infer<typeof toldSchema>,
): FoundGap[] {
  const { attribute } = config.establishments;
  const isNowhere = placed === 0 && isNamed(config) && manifest.attributes.includes(attribute);
  const isEmptyHanded = roster !== null && roster.lines > 0 && roster.withoutAccount === roster.lines;
  return [
    ...config.categories
      .filter((category) => isConditional(category) && isRead(manifest, category))
      .filter(({ id }) => !categories.includes(id))
      .map(({ id, label }) => gap(categoryOfNobody(id, label))),
    ...(isNowhere ? [gap(establishmentOfNobody(attribute), accounts)] : []),
    ...(config.roster !== undefined && isEmptyHanded ? [gap(rosterOfNobody(config.roster.key))] : []),
  ];
}

/** They count as one already. */
function spellingGaps(spellings: EstablishmentSpellings): FoundGap[] {
  if (spellings.length === 0) return [];
  const accounts = spellings
    .flatMap(({ writings }) => writings)
    .reduce((sum, writing) => sum + writing.accounts, 0);
  const words = spelledInSeveralWays(spellings.map(({ id }) => id));
  return [{ ...gap(words, accounts), rank: 'ordinary' }];
}

function gap(words: FoundGap['words'], accounts = 0): FoundGap {
  return { source: 'accounts', reason: 'not-read', accounts, words };
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
