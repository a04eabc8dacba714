import type { Contradiction } from './contradiction.ts';
import type { Indicator, Situation, Tally } from './plain-situation.ts';
import { decisionContradictions } from './decision-consistency.ts';
import { sectionContradictions } from './section-consistency.ts';
import { trendContradictions } from './trend/trend-consistency.ts';

/** Figures that no assessment gives: tallies that do not add up, parts that are not their whole, an id twice. */
export function contradictions(situation: Situation): Contradiction[] {
  const { sources, checks, indicators } = situation;
  return [
    ...repeated('sources', sources),
    ...repeated('checks', checks),
    ...repeated('indicators', indicators),
    ...repeated('termsOfUse', situation.termsOfUse ?? []),
    ...repeated('limits', situation.limits ?? []),
    ...repeated('unseen', situation.unseen ?? []),
    ...indicators.flatMap((indicator, index) => ofIndicator(indicator, ['indicators', index])),
    ...decisionContradictions(situation),
    ...sectionContradictions(situation),
    ...trendContradictions(situation),
  ];
}

function repeated(name: string, list: readonly { readonly id: string }[]): Contradiction[] {
  const ids = list.map(({ id }) => id);
  const again = ids.findIndex((id, index) => ids.indexOf(id) < index);
  return again === -1 ? [] : [{ path: [name, again, 'id'], message: 'it is there twice' }];
}

function ofIndicator(indicator: Indicator, path: readonly (string | number)[]): Contradiction[] {
  const { physicians, byCategory, byEstablishment } = indicator;
  return [
    ...ofTally(indicator, path),
    ...ofTally(physicians, [...path, 'physicians']),
    ...ofExceptions(indicator, path),
    ...byCategory.flatMap((one, index) => ofTally(one, [...path, 'byCategory', index])),
    ...byEstablishment.flatMap((one, index) => [
      ...ofTally(one, [...path, 'byEstablishment', index]),
      ...ofTally(one.physicians, [...path, 'byEstablishment', index, 'physicians']),
    ]),
    ...ofParts(indicator, byCategory, [...path, 'byCategory']),
    ...ofParts(indicator, byEstablishment, [...path, 'byEstablishment']),
    ...ofParts(
      physicians,
      byEstablishment.map((one) => one.physicians),
      [...path, 'byEstablishment'],
    ),
  ];
}

function ofTally(tally: Tally, path: readonly (string | number)[]): Contradiction[] {
  const { population, examined, count, undetermined } = tally;
  if (population !== examined + undetermined) {
    return [{ path, message: 'population is not examined + undetermined' }];
  }
  return count > examined ? [{ path, message: 'more are counted than were examined' }] : [];
}

/** They are of the accounts counted. */
function ofExceptions(
  { exceptions, count, physicians }: Indicator,
  path: readonly (string | number)[],
): Contradiction[] {
  if (exceptions === undefined) return [];
  const isWithin = (of: { accepted: number; expired: number }, counted: number): boolean =>
    of.accepted + of.expired <= counted;
  if (isWithin(exceptions, count) && isWithin(exceptions.physicians, physicians.count)) return [];
  return [{ path: [...path, 'exceptions'], message: 'more are excepted than are counted' }];
}

function ofParts(whole: Tally, parts: readonly Tally[], path: readonly (string | number)[]): Contradiction[] {
  const sums = (['population', 'examined', 'count'] as const).every(
    (of) => parts.reduce((sum, part) => sum + part[of], 0) === whole[of],
  );
  return sums ? [] : [{ path, message: 'the parts do not sum to the whole' }];
}
