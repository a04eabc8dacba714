import type { ReportColumns } from '../tenant/tenant.ts';

/**
 * Rewrites lines of a CSV (without their end) whose first is `header`: columns left out, turned round, added.
 * Quoted cells stay quoted.
 */
export function columnsChanger(header: string, columns: ReportColumns): (line: string) => string {
  const names = cellsOf(header);
  const kept = names.flatMap((name, index) => (columns.missing.includes(name.trim()) ? [] : [index]));
  const order = columns.reordered ? kept.toReversed() : kept;
  return (line) => {
    const cells = cellsOf(line);
    const added = columns.added.map((name) => (line === header ? name : '0'));
    return [...order.map((index) => cells[index] ?? ''), ...added].join(',');
  };
}

/** The cells of a line, as they are written. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
