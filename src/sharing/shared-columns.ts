import { dossierColumns } from '../dossier/columns.ts';
import type { DossierColumn, Names } from '../dossier/columns/column.ts';
import { identifier } from '../duckdb/duckdb.ts';
import { pseudonym } from './pseudonym-macros.ts';

/** What takes the place of `why` of a redirect: the kind of what stops it stays, its name does not. */
const WHY = `CASE WHEN contains(r.why, ' ')
  THEN concat(string_split(r.why, ' ')[1], ' ', pseudonym_typed(substr(r.why, strpos(r.why, ' ') + 1))) ELSE r.why END`;

const REDIRECT = `{mechanism: r.mechanism, rule: ${pseudonym('typed', 'r.rule')}, action: r.action,
  target: pseudonym_address(r.target), class: r.class, effect: r.effect, why: ${WHY}, keepsCopy: r.keepsCopy}`;

const AGREEMENT = `{agreement: ${pseudonym('object', 's.agreement')}, label: s.label, standing: s.standing,
  recordedOn: s.recordedOn, expiresOn: s.expiresOn}`;

/** SQL of a column as a copy to share has it, by whom its texts name. */
const SHARED: Readonly<Record<Names, (column: string) => string>> = {
  nobody: (column) => column,
  object: (column) => pseudonym('object', column),
  objects: (column) => `list_transform(${column}, lambda x: ${pseudonym('object', 'x')})`,
  address: (column) => `pseudonym_address(${column})`,
  person: (column) => pseudonym('person', column),
  typed: (column) => `pseudonym_typed(${column})`,
  // Those of a rule stood by the names of their targets.
  redirects: (column) => `list_sort(list_transform(${column}, lambda r: ${REDIRECT}))`,
  agreements: (column) => `list_transform(${column}, lambda s: ${AGREEMENT})`,
};

/** The dossier's columns as a copy to share has them; `createPseudonymMacros` must have been called. */
export function sharedDossierColumns(): string[] {
  return dossierColumns().map(
    ([name, column]) => `(${sharedColumn(name, column)})::${column.type} AS ${identifier(name)}`,
  );
}

function sharedColumn(name: string, { names }: DossierColumn): string {
  return SHARED[names ?? 'nobody'](identifier(name));
}
