import { openDuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { scanRows, type RowFormat } from '../../renderers/findings/findings-rows.ts';
import type { Column } from '../../situation/check-words.ts';
import type { Io } from '../io.ts';
import { sendRows } from './print-rows.ts';

const TYPES: Readonly<Record<Column['kind'], string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

export type ValueRow = Readonly<Record<string, string | number | boolean | null>>;

export interface ValueOptions {
  readonly format: RowFormat;
  readonly lang: Language;
  readonly excel?: boolean;
}

/** Prints a few rows that are no table of an audit, in the same forms as those that are. */
export async function printValues(
  rows: readonly ValueRow[],
  columns: readonly Column[],
  given: ValueOptions,
  io: Io,
): Promise<void> {
  const shape = Object.fromEntries(columns.map(({ name, kind }) => [name, TYPES[kind]]));
  const db = await openDuckDb({ reaches: [] });
  try {
    await db.run(
      `CREATE TEMP TABLE given AS SELECT unnest(from_json($rows, '${JSON.stringify([shape])}'), recursive := true)`,
      { rows: JSON.stringify(rows) },
    );
    await sendRows((options) => scanRows(db, columns, 'FROM given', given.format, options), given, io);
  } finally {
    await db.close();
  }
}
