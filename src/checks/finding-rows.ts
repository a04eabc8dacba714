import type { Column } from '../situation/check-words.ts';
import type { Check } from './check.ts';
import { COMMON_COLUMNS } from './common-columns.ts';

const TYPES: Readonly<Record<Column['kind'], string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

/** SQL of the columns that a check's findings have, over `itemised`. */
export function findingColumns(check: Check): string {
  return [...COMMON_COLUMNS, ...check.columns]
    .map(({ name, kind, sql }) => `(${sql})::${TYPES[kind]} AS "${name}"`)
    .join(',\n  ');
}

/**
 * A FROM with one row per `item` of an account where the check has some, numbered by `itemPlace`.
 *
 * @param judged a query of the dossier's accounts, with `verdict` and `check`
 */
export function itemised({ items }: Check, judged: string): string {
  if (items === undefined) return `(SELECT *, 1 AS itemPlace FROM (${judged}))`;
  return `(SELECT *, unnest(itemList) AS item, generate_subscripts(itemList, 1) AS itemPlace
    FROM (SELECT *, coalesce(nullif(${items}, []), [NULL]) AS itemList FROM (${judged})))`;
}
