/** A cell of a line: an SQL expression, to be quoted and neutralised where it is a text. */
export interface LineCell {
  readonly sql: string;
  readonly isText: boolean;
}

/**
 * SQL for one line of CSV per row of `from` (a FROM with its conditions); `defineCellMacros` must have been called.
 * `csv_cell` stands in it once, over the list of a row's texts: planning its patterns for each column takes longer than
 * running them over a small table.
 */
export function csvLinesQuery(cells: readonly LineCell[], separator: string, from: string): string {
  const texts = cells.filter(({ isText }) => isText).map(({ sql }) => sql);
  const others = cells.filter(({ isText }) => !isText).map(({ sql }, at) => `${sql} AS other${at + 1}`);
  let text = 0;
  let other = 0;
  const parts = cells.map(({ isText }) => (isText ? `texts[${++text}]` : `other${++other}`));
  const inner = [
    `list_transform([${texts.join(', ')}]::VARCHAR[], lambda s: csv_cell(s)) AS texts`,
    ...others,
  ];
  return `SELECT concat_ws('${separator}', ${parts.join(', ')}) FROM (SELECT ${inner.join(', ')} ${from})`;
}
