import { benchDirectory } from './directory.ts';
import { benchInboxRules, benchThrottled } from './throttled-runs.ts';
import { benchReports } from './reports.ts';
import { benchTable, isReached, type BenchLine } from './table.ts';
import { benchFullDemo, benchHelp, benchSmallDemo, benchTenfold } from './whole-runs.ts';

/**
 * Prints every figure with its bound and their ratio: `npm run bench`, or some of it with the names below as
 * arguments. `tenfold` needs `demo`, which it is measured against, and takes about ten minutes.
 */
const wanted = new Set(process.argv.slice(2));
const isWanted = (name: string): boolean => wanted.size === 0 || wanted.has(name);

const lines: BenchLine[] = [];
const parts: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  help: benchHelp,
  small: benchSmallDemo,
  demo: async () => {
    const full = await benchFullDemo();
    return [...full.lines, ...(isWanted('tenfold') ? await benchTenfold(full.run) : [])];
  },
  reports: benchReports,
  rules: benchInboxRules,
  directory: benchDirectory,
  throttled: benchThrottled,
};

for (const [name, bench] of Object.entries(parts)) {
  if (!isWanted(name)) continue;
  process.stderr.write(`${name}…\n`);
  lines.push(...(await bench()));
}
process.stdout.write(benchTable(lines));
if (!lines.every(isReached)) process.exitCode = 1;
