import { dossierColumns } from '../../dossier/columns.ts';
import type { Situation } from '../../situation/situation.ts';

/** What the contract of the dossier says of the columns named, in its order, as `situation.json` carries it. */
export function dictionaryOf(names: readonly string[]): NonNullable<Situation['dictionary']> {
  const wanted = new Set(names);
  return dossierColumns()
    .filter(([name]) => wanted.has(name))
    .map(([name, { type, meaning, values, unknown, sources }]) => ({
      name,
      type,
      meaning,
      ...(values === undefined ? {} : { values: [...values] }),
      ...(unknown === undefined ? {} : { unknown }),
      sources: [...sources],
    }));
}
