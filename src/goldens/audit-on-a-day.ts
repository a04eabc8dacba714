import { dataOutput, tellingOutput } from '../cli/stream-output.ts';
import { run } from '../cli/main.ts';

/**
 * Runs a command line of Vigie as its own process would, on a day that never changes, so that its files never
 * do either. Arguments: the instant, then the command line.
 */
const [instant = '', ...argv] = process.argv.slice(2);
process.umask(0o077);
process.exitCode = await run(argv, {
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(instant),
  random: () => 0,
  stdout: dataOutput(process.stdout),
  stderr: tellingOutput(process.stderr),
  signal: new AbortController().signal,
  ending: { onInterruption: [], onFailure: [], folders: new Set() },
});
