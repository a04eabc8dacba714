/** One line of the benchmark: what was reached against what is to be reached, both in `unit`; null for what is only told. */
export interface BenchLine {
  readonly what: string;
  readonly reached: number;
  readonly bound: number | null;
  readonly unit: string;
  readonly note?: string;
}

/** The lines as aligned text, with the ratio of each to its bound: at most 1.00 is reached. */
export function benchTable(lines: readonly BenchLine[]): string {
  const rows = lines.map((line) => [
    line.bound === null ? '   ' : isReached(line) ? 'ok ' : 'NOT',
    line.what,
    `${figure(line.reached)} ${line.unit}`,
    line.bound === null ? '' : `${figure(line.bound)} ${line.unit}`,
    line.bound === null || line.bound === 0 ? '' : (line.reached / line.bound).toFixed(2),
    line.note ?? '',
  ]);
  const table = [['', 'what', 'reached', 'bound', 'ratio', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

export function isReached({ reached, bound }: BenchLine): boolean {
  return bound === null || reached <= bound;
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toString() : value.toFixed(2);
}
