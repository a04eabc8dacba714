import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { explainError } from './explain-error.ts';
import { Interruption, type Io } from './io.ts';
import { run } from './main.ts';
import { stepLines } from './step-lines.ts';
import { dataOutput, tellingOutput } from './stream-output.ts';

// Every file is for this user alone, those that libraries write too.
process.umask(0o077);

/** What stands in the way of a clean end (a query in another thread) has this long. */
const END_WITHIN_MS = 1_500;

const stop = new AbortController();
const ending: Io['ending'] = { onInterruption: [], onFailure: [] };
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The second time is meant: leave at once.
    if (stop.signal.aborted) process.exit(128 + constants.signals[name]);
    const interruption = new Interruption(name);
    stop.abort(interruption);
    setTimeout(() => leave(interruption), END_WITHIN_MS).unref();
  });
}

/** What is on the disk is whole at every instant, so that leaving in the middle loses nothing that was collected. */
function leave(interruption: Interruption): void {
  try {
    writeSync(process.stderr.fd, `${explainError(interruption)}${stepLines(ending.onInterruption)}`);
  } finally {
    // Whether or not anybody reads any more.
    process.exit(130);
  }
}

const io: Io = {
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  random: Math.random,
  stdout: dataOutput(process.stdout),
  stderr: tellingOutput(process.stderr),
  signal: stop.signal,
  ending,
};

process.exitCode = await run(process.argv.slice(2), io);
// All is told: a wait that nobody can end (between two questions about a device code) holds up no interruption.
if (stop.signal.aborted) process.exit();
