import { suggestionFor } from '../../config/suggestion.ts';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError, worded } from '../../errors.ts';
import type { Column } from '../../situation/check-words.ts';
import { typedColumn } from '../../renderers/findings/cell-macros.ts';

const NO_COLUMN = {
  fr: '{option}\u00a0: aucune colonne {column}',
  en: '{option}: no column {column}',
} as const;
const NO_COLUMN_BUT_NEAR = {
  fr: '{option}\u00a0: aucune colonne {column}; serait-ce {meant}?',
  en: '{option}: no column {column}; did you mean {meant}?',
} as const;

/** Which columns and rows of a table, and in what order. */
export interface RowSelection {
  /** All, in the table's order, where left out. */
  readonly columns?: readonly string[];
  /** Each must hold; '' is what is not known. */
  readonly where: readonly { readonly column: string; readonly value: string }[];
  /** What is not known comes last. */
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
}

/** The columns chosen, in the order they are named. Throws `KnownError` (usage) naming those there are. */
export function chosenColumns(
  columns: readonly Column[],
  { columns: names }: RowSelection,
): readonly Column[] {
  return names === undefined ? columns : names.map((name) => columnOf(columns, name, '--columns'));
}

/**
 * A FROM with the rows of `scan` that are chosen, in their order. Values reach SQL as a variable of the session. Throws `KnownError`
 * (usage) for a column that is not there.
 */
export async function chosenRows(
  db: DuckDb,
  columns: readonly Column[],
  scan: string,
  { where, sort }: RowSelection,
): Promise<string> {
  if (where.length === 0 && sort.length === 0) return scan;
  const texts = where.map(({ column }) => comparedText(columnOf(columns, column, '--where')));
  await db.setVariable(
    'chosen_values',
    where.map(({ value }) => value.toLowerCase()),
  );
  const conditions = texts.map((text, at) => `${text} = getvariable('chosen_values')[${at + 1}]`);
  const order = sort.map(
    ({ column, descending }) =>
      `${typedColumn(columnOf(columns, column, '--sort'))} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `FROM (SELECT * FROM (SELECT * ${scan})${filter}${order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`})`;
}

/** As CSV writes it, without case. */
function comparedText(column: Column): string {
  return `lower(coalesce(CAST(${typedColumn(column)} AS VARCHAR), ''))`;
}

function columnOf(columns: readonly Column[], name: string, option: string): Column {
  const names = columns.map((column) => column.name);
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const meant = suggestionFor(name, names);
  throw new KnownError(
    'usage',
    meant === null
      ? worded(NO_COLUMN, { option, column: identifier(name) })
      : worded(NO_COLUMN_BUT_NEAR, { option, column: identifier(name), meant }),
    { nextSteps: [{ fr: `Colonnes\u00a0: ${names.join(', ')}`, en: `Columns: ${names.join(', ')}` }] },
  );
}
