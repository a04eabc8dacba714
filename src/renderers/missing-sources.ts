import { countBound, type Bound } from '../i18n/sentence.ts';
import type { Situation } from '../situation/situation.ts';

/** Those of the sources that gave nothing usable: not asked, refused, broken off at once, or with concealed names. */
export function missingSources(situation: Situation, ids: readonly string[]): string[] {
  return ids.filter((id) => {
    const source = situation.sources.find((one) => one.id === id);
    if (source === undefined || source.namesConcealed === true || source.unusable !== undefined) return true;
    if (source.outcome === 'partial') return source.read === 0;
    return source.outcome === 'refused' || source.outcome === 'skipped';
  });
}

/** Accounts that were not read may add to whatever is counted of all of them. */
export function isDirectoryPart({ sources }: Situation): boolean {
  return sources.some(({ id, outcome }) => id === 'accounts' && outcome !== 'complete');
}

/** How far the numbers of a usage report can be relied on; "unknown" where it was not read. */
export function sourceBound(situation: Situation, source: string): Bound | 'unknown' {
  if (missingSources(situation, [source]).length > 0) return 'unknown';
  const { populationBound, sources } = situation;
  const lowerBound = sources.some(
    ({ id, outcome }) => (id === source || id === 'accounts') && outcome === 'partial',
  );
  return countBound({ lowerBound, populationBound });
}
