import type { DirectoryTruths } from './directory-truth.ts';
import type { Account, Layout } from './layout.ts';
import { ADD_ON, ASSIGNMENTS, isHeld, SKUS, type Sku } from './sku.ts';

export interface LicenceTruths {
  /** The licences that the account holds now. */
  licencesOf(account: Account): readonly Sku[];
  /** How many accounts hold each licence, by its id; counted once, over every account. */
  consumedUnits(): ReadonlyMap<string, number>;
}

export function createLicenceTruths(layout: Layout, directory: DirectoryTruths): LicenceTruths {
  const licencesOf = (account: Account): readonly Sku[] => {
    const assignment = ASSIGNMENTS[directory.plansOf(account)];
    const skus = isHeld(assignment) ? [assignment.sku] : [];
    return directory.addOnOf(account) ? [...skus, ADD_ON] : skus;
  };
  let consumed: ReadonlyMap<string, number> | null = null;
  return { licencesOf, consumedUnits: () => (consumed ??= count(layout, licencesOf)) };
}

function count(layout: Layout, licencesOf: LicenceTruths['licencesOf']): ReadonlyMap<string, number> {
  const units = new Map(SKUS.map(({ id }) => [id, 0]));
  for (let slot = 0; slot < layout.size; slot += 1) {
    for (const { id } of licencesOf(layout.accountAt(slot))) units.set(id, (units.get(id) ?? 0) + 1);
  }
  return units;
}
