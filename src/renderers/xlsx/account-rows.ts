import type { Column } from '../../situation/check-words.ts';
import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { typedColumn } from '../findings/cell-macros.ts';
import { composedRows, type RowCell } from '../findings/composed-rows.ts';
import { markSql } from './compact-cells.ts';
import type { SharedTexts } from './shared-texts.ts';

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
 * Dictionaries reach it as variables of the session; their words are texts that the workbook writes once.
 */
export async function* accountRows(
  db: DuckDb,
  table: AccountTable,
  shared: SharedTexts,
): AsyncGenerator<string[]> {
  const cells: RowCell[] = [];
  const pairs: boolean[] = [];
  for (const [index, column] of table.columns.entries()) {
    const dictionary = table.dictionaries.get(column.name);
    if (dictionary !== undefined) await setWords(db, index, dictionary, shared);
    cells.push(...(dictionary === undefined ? [cellOf(column)] : wordCells(column, index)));
    pairs.push(dictionary !== undefined);
  }
  const row = (parts: readonly string[]): string => rowOf(joinedPairs(parts, pairs));
  const manner = { text: 'xlsx_text', plain: 'xlsx_plain', careful: 'xlsx_careful', row };
  const query = composedRows(cells, manner, table.scan);
  for await (const rows of db.column(query)) yield rows.map(String);
}

async function setWords(
  db: DuckDb,
  index: number,
  dictionary: Dictionary,
  shared: SharedTexts,
): Promise<void> {
  const words = [...dictionary.values()];
  await db.setVariable(`xlsx_keys_${index}`, [...dictionary.keys()]);
  await db.setVariable(`xlsx_words_${index}`, words);
  await db.setVariable(
    `xlsx_cells_${index}`,
    words.map((word) => shared.cell(word)),
  );
}

function rowOf(cells: readonly string[]): string {
  return `concat(${[markSql('row'), "'>'", ...cells, markSql('rowEnd')].join(', ')})`;
}

/** Where a column of words has two parts, the first that is not NULL. */
function joinedPairs(parts: readonly string[], pairs: readonly boolean[]): string[] {
  let at = 0;
  return pairs.map((isPair) => {
    const [first = '', second = ''] = parts.slice(at, at + 2);
    at += isPair ? 2 : 1;
    return isPair ? `coalesce(${first}, ${second})` : first;
  });
}

function cellOf(column: Column): RowCell {
  const value = typedColumn(column);
  if (column.kind === 'text') return { sql: value, isText: true };
  return { sql: `xlsx_${column.kind}(${value})`, isText: false };
}

/** The cell of the value's word; for a value that has none, a text: a list of ids in words, else as it is. */
function wordCells(column: Column, index: number): [RowCell, RowCell] {
  const value = typedColumn(column);
  const keys = `getvariable('xlsx_keys_${index}')`;
  return [
    { sql: `xlsx_word(${value}, ${keys}, getvariable('xlsx_cells_${index}'))`, isText: false },
    {
      sql: `CASE WHEN list_position(${keys}, ${value}) IS NOT NULL THEN NULL
        WHEN contains(${value}, ', ') THEN xlsx_words(${value}, ${keys}, getvariable('xlsx_words_${index}')) ELSE ${value} END`,
      isText: true,
    },
  ];
}

/** SQL for the names of those columns whose every value is among the keys, or a list of them: they hold ids, and no text of the tenant. */
export function codedColumns(columns: readonly Column[], keysVariable: string): string {
  const tests = columns.map((column) => {
    const value = typedColumn(column);
    const keys = `getvariable('${keysVariable}')`;
    // Taking a list apart is slow: it is done where there is one.
    const isCoded = `CASE WHEN ${value} IS NULL OR ${value} = '' THEN true WHEN list_contains(${keys}, ${value}) THEN true
      WHEN contains(${value}, ', ') THEN list_has_all(${keys}, string_split(${value}, ', ')) ELSE false END`;
    return `CASE WHEN bool_and(${isCoded}) THEN ${literal(column.name)} END`;
  });
  return `list_filter([${['NULL', ...tests].join(', ')}]::VARCHAR[], lambda one : one IS NOT NULL)`;
}
