import { nameKey } from '../../population/name-key.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';

type EstablishmentTally = Indicator['byEstablishment'][number];

/**
 * How the later audit writes an establishment of the earlier one: as it stands where it has that very writing, else its own
 * writing of the same name, so that no account moves because of spelling.
 */
export function writingOf({ indicators }: Situation): (establishment: string) => string {
  const ids = new Set(indicators.flatMap(({ byEstablishment }) => byEstablishment.map(({ id }) => id)));
  const byKey = new Map([...ids].reverse().map((id) => [nameKey(id), id]));
  return (establishment) =>
    ids.has(establishment) ? establishment : (byKey.get(nameKey(establishment)) ?? establishment);
}

/** The situation with its establishments written so; the tallies of those that become one are added up. */
export function withWritings(situation: Situation, write: (establishment: string) => string): Situation {
  const indicators = situation.indicators.map((indicator) => ({
    ...indicator,
    byEstablishment: merged(indicator.byEstablishment, write),
  }));
  return { ...situation, indicators };
}

function merged(
  establishments: readonly EstablishmentTally[],
  write: (establishment: string) => string,
): EstablishmentTally[] {
  const byName = new Map<string, EstablishmentTally>();
  for (const one of establishments) {
    const id = write(one.id);
    const known = byName.get(id);
    byName.set(
      id,
      known === undefined
        ? { ...one, id }
        : { id, ...sum(known, one), physicians: sum(known.physicians, one.physicians) },
    );
  }
  return [...byName.values()];
}

function sum(left: Tally, right: Tally): Tally {
  return {
    population: left.population + right.population,
    examined: left.examined + right.examined,
    count: left.count + right.count,
    undetermined: left.undetermined + right.undetermined,
  };
}
