import type { FoundGap } from '../gaps/found-gap.ts';
import { SECTIONS } from './catalogue.ts';
import type { Counted, GapContext, Section, SectionContext } from './section.ts';

/** Those of which something was chosen. */
function sectionsOf({ choice }: SectionContext): Section[] {
  return SECTIONS.filter(({ isOf }) => isOf?.(choice) ?? true);
}

/** What every section counts, in the order of the catalogue. */
export async function countSections(context: SectionContext): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const { count } of sectionsOf(context)) if (count !== undefined) counted.push(await count(context));
  return counted;
}

/** What is not known of every section, in the order of the catalogue. */
export async function gapsOfSections(context: GapContext): Promise<FoundGap[]> {
  const found: FoundGap[] = [];
  for (const { gaps } of sectionsOf(context)) if (gaps !== undefined) found.push(...(await gaps(context)));
  return found;
}

/** A key that is always there. One that no section counted is no empty list: the catalogue lacks its section. */
export function countedKey<T extends object, Key extends keyof T & string>(
  counted: T,
  key: Key,
): Exclude<T[Key], undefined> {
  const found = counted[key];
  if (isTold(found)) return found;
  throw new Error(`no section of the catalogue counts ${key}`);
}

function isTold<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}
