import { namedFirst } from '../../i18n/collation.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { countedKey } from '../sections/count-sections.ts';
import type { Counted } from '../sections/section.ts';
import type { Parted } from './parted.ts';

type Own = Required<Pick<EstablishmentPart, 'population' | 'indicators' | 'decisions'>>;

/**
 * The figures of each of the establishments, in the order of their names, '' last: those that every part has, then those of the
 * sections.
 */
export function countParts(
  figures: { readonly [Key in keyof Own]: Parted<Own[Key]> },
  sections: readonly Counted[],
  establishments: readonly string[],
): EstablishmentPart[] {
  const all = [...establishments, ...sections.flatMap((section) => section.establishments ?? [])];
  return [...new Set(all)].sort(namedFirst).map((id) => {
    const counted = sections.reduce<Partial<EstablishmentPart>>(
      (part, { of }) => ({ ...part, ...of?.(id) }),
      {},
    );
    return {
      id,
      population: figures.population.of(id),
      indicators: figures.indicators.of(id),
      decisions: figures.decisions.of(id),
      enrolments: countedKey(counted, 'enrolments'),
      serviceUsage: countedKey(counted, 'serviceUsage'),
      ...counted,
    };
  });
}
