import type { FoundGap } from '../gaps/found-gap.ts';
import { SECTIONS } from './catalogue.ts';
import type { Counted, GapContext, SectionContext } from './section.ts';

/** What every section counts, in the order of the catalogue. */
export async function countSections(context: SectionContext): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const { count } of SECTIONS) if (count !== undefined) counted.push(await count(context));
  return counted;
}

/** What is not known of every section, in the order of the catalogue. */
export async function gapsOfSections(context: GapContext): Promise<FoundGap[]> {
  const found: FoundGap[] = [];
  for (const { gaps } of SECTIONS) if (gaps !== undefined) found.push(...(await gaps(context)));
  return found;
}
