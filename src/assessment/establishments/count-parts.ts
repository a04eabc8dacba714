import type { Situation } from '../../situation/situation.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { inOrder, type Parted } from './parted.ts';

/** Every figure that an establishment has of its own. */
export interface CountedFigures {
  readonly population: Parted<Situation['population']>;
  readonly indicators: Parted<Situation['indicators']>;
  readonly enrolments: Parted<Situation['enrolments']>;
  readonly serviceUsage: Parted<Situation['serviceUsage']>;
  readonly unseen: Parted<NonNullable<Situation['unseen']>>;
  readonly licences: Parted<Pick<Situation, 'licences'>>;
  readonly termsOfUse: Parted<Pick<Situation, 'termsOfUse'>>;
  readonly roster: Parted<Pick<Situation, 'roster'>>;
}

/** The figures of each of the establishments, in the order of their ids, '' last. */
export function countParts(figures: CountedFigures, establishments: readonly string[]): EstablishmentPart[] {
  return [...new Set(establishments)].sort(inOrder).map((id) => ({
    id,
    population: figures.population.of(id),
    indicators: figures.indicators.of(id),
    enrolments: figures.enrolments.of(id),
    serviceUsage: figures.serviceUsage.of(id),
    ...figures.licences.of(id),
    unseen: figures.unseen.of(id),
    ...figures.termsOfUse.of(id),
    ...figures.roster.of(id),
  }));
}
