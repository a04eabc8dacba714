/** A cell of a row: an SQL expression, to be made fit by `text` where it is a text. */
export interface RowCell {
  readonly sql: string;
  readonly isText: boolean;
}

export interface RowManner {
  /** The macro that makes a text fit, whatever it is. */
  readonly text: string;
  /** The macro that does so to a text without anything `careful`, and to NULL. */
  readonly plain: string;
  /** The macro that tells, of the texts of a row as one, whether one of them needs `text`; `START` and `END` are where each begins and ends. */
  readonly careful: string;
  /** SQL for the row of its cells. */
  readonly row: (cells: readonly string[]) => string;
}

/** Between the texts of a row, of which all are looked at as one. A text that holds it is only looked at with more care. */
const JOINT = '\u{e000}';

/** Where a text of a row begins, for RE2. */
export const START = '(?:^|\\x{e000})';
/** Where it ends. */
export const END = '(?:$|\\x{e000})';

/**
 * SQL for one value per row of `from` (a FROM with its conditions). One test of all its texts together lets an ordinary row through; the
 * others take the long way, a list of their texts, over which the macro stands once: planning its patterns for each column takes longer
 * than running them over a small table.
 */
export function composedRows(
  cells: readonly RowCell[],
  { text, plain, careful, row }: RowManner,
  from: string,
): string {
  const names = cells.map((_, at) => `cell${at + 1}`);
  const texts = names.filter((_, at) => cells[at]?.isText === true);
  let textsSoFar = 0;
  const parts = (of: (name: string) => string): string[] =>
    names.map((name, at) => (cells[at]?.isText === true ? of(name) : name));
  const ordinary = row(parts((name) => `${plain}(${name})`));
  const values = cells.map(({ sql }, at) => `${sql} AS ${names[at] ?? ''}`);
  const inner = `SELECT ${values.join(', ')} ${from}`;
  if (texts.length === 0) return `SELECT ${ordinary} FROM (${inner})`;
  const fit = `list_transform([${texts.join(', ')}]::VARCHAR[], lambda s: ${text}(s))`;
  const long = row(parts(() => `texts[${++textsSoFar}]`));
  return `SELECT CASE WHEN ${careful}(concat_ws('${JOINT}', ${texts.join(', ')}))
      THEN list_transform([${fit}], lambda texts: ${long})[1] ELSE ${ordinary} END
    FROM (${inner})`;
}
