import type { Situation } from '../situation/situation.ts';

/** Those of the sources that gave nothing usable: not asked, refused, broken off at once, or with concealed names. */
export function missingSources(situation: Situation, ids: readonly string[]): string[] {
  return ids.filter((id) => {
    const source = situation.sources.find((one) => one.id === id);
    if (source === undefined || source.namesConcealed === true) return true;
    if (source.outcome === 'partial') return source.read === 0;
    return source.outcome === 'refused' || source.outcome === 'skipped';
  });
}

/** What a number says that rests on one source alone: a zero of a source half read says nothing. */
export function knowledge(
  situation: Situation,
  source: 'group-members' | 'service-activity',
  count: number,
): 'known' | 'lower-bound' | 'unknown' {
  if (missingSources(situation, [source]).length > 0) return 'unknown';
  const isPartial = situation.sources.some(({ id, outcome }) => id === source && outcome === 'partial');
  if (!isPartial) return 'known';
  return count > 0 ? 'lower-bound' : 'unknown';
}
