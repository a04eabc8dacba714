import { ACCESS_COLUMNS } from './columns/access-columns.ts';
import type { DossierColumn } from './columns/column.ts';
import { MAIL_COLUMNS } from './columns/mail-columns.ts';
import { PERSON_COLUMNS } from './columns/person-columns.ts';
import { SERVICE_DOSSIER_COLUMNS } from './columns/service-columns.ts';

/**
 * The contract of the dossier: every column, one row per account. What builds the dossier gives exactly these, in this
 * order and of these types; what judges it sees nothing else, but `known()` and `is_read(source)`.
 */
export const DOSSIER_COLUMNS = {
  ...PERSON_COLUMNS,
  ...MAIL_COLUMNS,
  ...ACCESS_COLUMNS,
  ...SERVICE_DOSSIER_COLUMNS,
} as const satisfies Record<string, DossierColumn>;

export type DossierColumnName = keyof typeof DOSSIER_COLUMNS;

/** The column of this name; undefined for a name that the dossier does not have. */
export function dossierColumn(name: string): DossierColumn | undefined {
  return Object.entries<DossierColumn>(DOSSIER_COLUMNS).find(([one]) => one === name)?.[1];
}

/** Every column with its name, in the dossier's order. */
export function dossierColumns(): [DossierColumnName, DossierColumn][] {
  return Object.entries<DossierColumn>(DOSSIER_COLUMNS).map(([name, column]) => [
    name as DossierColumnName,
    column,
  ]);
}
