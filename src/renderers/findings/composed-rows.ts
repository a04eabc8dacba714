/** A cell of a row: an SQL expression, to be made fit by `text` where it is a text. */
export interface RowCell {
  readonly sql: string;
  readonly isText: boolean;
}

export interface RowManner {
  /** The macro that makes a text fit. */
  readonly text: string;
  /** SQL for the row of its cells. */
  readonly row: (cells: readonly string[]) => string;
}

/**
 * SQL for one value per row of `from` (a FROM with its conditions). The macro for texts stands in it once, over the list of a
 * row's texts: planning its patterns for each column takes longer than running them over a small table.
 */
export function composedRows(cells: readonly RowCell[], { text, row }: RowManner, from: string): string {
  const texts = cells.filter(({ isText }) => isText).map(({ sql }) => sql);
  const others = cells.filter(({ isText }) => !isText).map(({ sql }, at) => `${sql} AS other${at + 1}`);
  let textsSoFar = 0;
  let othersSoFar = 0;
  const parts = cells.map(({ isText }) => (isText ? `texts[${++textsSoFar}]` : `other${++othersSoFar}`));
  const inner = [
    `list_transform([${texts.join(', ')}]::VARCHAR[], lambda s: ${text}(s)) AS texts`,
    ...others,
  ];
  return `SELECT ${row(parts)} FROM (SELECT ${inner.join(', ')} ${from})`;
}
