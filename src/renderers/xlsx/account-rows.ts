import type { Column } from '../../situation/check-words.ts';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { typedColumn } from '../findings/cell-macros.ts';
import { composedRows, type RowCell } from '../findings/composed-rows.ts';
import { markSql } from './compact-cells.ts';

/** The words of a column of ids, by id; a value that has none is written as it is. */
export type Dictionary = ReadonlyMap<string, string>;

export interface AccountTable {
  /** The FROM and WHERE of its rows. */
  readonly scan: string;
  readonly columns: readonly Column[];
  /** By the name of their column. */
  readonly dictionaries: ReadonlyMap<string, Dictionary>;
}

/**
 * The rows of a table of accounts in compact cells, in lists of up to 2,048, composed by the database. Needs the row macros.
 * Dictionaries reach it as variables of the session.
 */
export async function* accountRows(db: DuckDb, table: AccountTable): AsyncGenerator<string[]> {
  const cells: RowCell[] = [];
  for (const [index, column] of table.columns.entries()) {
    const dictionary = table.dictionaries.get(column.name);
    if (dictionary !== undefined) await setWords(db, index, dictionary);
    cells.push(cellOf(column, index, dictionary !== undefined));
  }
  const query = composedRows(cells, { text: 'xlsx_text', row: rowOf }, table.scan);
  for await (const rows of db.column(query)) yield rows.map(String);
}

async function setWords(db: DuckDb, index: number, dictionary: Dictionary): Promise<void> {
  await db.setVariable(`xlsx_keys_${index}`, [...dictionary.keys()]);
  await db.setVariable(`xlsx_words_${index}`, [...dictionary.values()]);
}

function rowOf(cells: readonly string[]): string {
  return `concat(${[markSql('row'), ...cells, markSql('rowEnd')].join(', ')})`;
}

function cellOf(column: Column, index: number, hasWords: boolean): RowCell {
  const value = typedColumn(column);
  if (hasWords) {
    const words = `getvariable('xlsx_keys_${index}'), getvariable('xlsx_words_${index}')`;
    return { sql: `xlsx_word(${value}, ${words})`, isText: true };
  }
  if (column.kind === 'text') return { sql: value, isText: true };
  return { sql: `xlsx_${column.kind}(${value})`, isText: false };
}

/** SQL for the names of those columns whose every value is among the keys: they hold ids, and no text of the tenant. */
export function codedColumns(columns: readonly Column[], keysVariable: string): string {
  const tests = columns.map((column) => {
    const value = typedColumn(column);
    return `CASE WHEN bool_and(coalesce(${value} = '' OR list_contains(getvariable('${keysVariable}'), ${value}), true)) THEN ${literal(column.name)} END`;
  });
  return `list_filter([${['NULL', ...tests].join(', ')}]::VARCHAR[], lambda one : one IS NOT NULL)`;
}
