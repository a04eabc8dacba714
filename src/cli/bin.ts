import { rmSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { explainError } from './explain-error.ts';
import { ALLOCATOR_VARIABLE, GIVES_BACK } from '../duckdb/allocator.ts';
import { Interruption, type Surroundings } from './io.ts';
import { run } from './main.ts';
import { messageLanguage } from './message-language.ts';
import { ENDS_WITH_PARENT } from './ends-with-parent.ts';
import { stepLines } from './step-lines.ts';
import { dataOutput, tellingOutput } from './stream-output.ts';

// Every file is for this user alone, those that libraries write too.
process.umask(0o077);

/** What stands in the way of a clean end (a query, a disk that does not answer) has this long. */
const END_WITHIN_MS = 1_500;

type Signal = Interruption['by'];

/** How the run ended was printed. */
let isTold = false;

const stop = new AbortController();
const ending: Surroundings['ending'] = { onInterruption: [], onFailure: [], folders: new Set() };
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The second time is meant: leave at once.
    if (stop.signal.aborted) {
      removeFolders();
      endBy(name);
    }
    const interruption = new Interruption(name);
    stop.abort(interruption);
    setTimeout(() => leave(interruption), END_WITHIN_MS).unref();
  });
}

/** What is on the disk is whole at every instant, so that leaving in the middle loses nothing that was collected. */
function leave(interruption: Interruption): void {
  try {
    if (isTold) return;
    const language = messageLanguage(process.argv.slice(2), process.env);
    const steps = stepLines(ending.onInterruption.map((step) => step[language]));
    writeSync(process.stderr.fd, `${explainError(interruption, process.env, language)}${steps}`);
  } finally {
    // Whether or not anybody reads any more.
    removeFolders();
    endBy(interruption.by);
  }
}

/** What a reader spilled is people's data. */
function removeFolders(): void {
  for (const folder of ending.folders) rmSync(folder, { recursive: true, force: true });
}

/**
 * Ends as a program that takes no notice of the signal's kind would: by the signal itself. `process.exit` would wait for the
 * threads, and one that waits for a disk may never end.
 */
function endBy(name: Signal): void {
  process.removeAllListeners(name);
  process.kill(process.pid, name);
  // The first process of a container is not ended by a signal of its own.
  process.exit(128 + constants.signals[name]);
}

// A demonstration is two processes: the one that serves the tenant may be killed without a word.
if (process.env[ENDS_WITH_PARENT] === '1' && process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

process.env[ALLOCATOR_VARIABLE] ??= GIVES_BACK;

const surroundings: Surroundings = {
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  random: Math.random,
  stdout: dataOutput(process.stdout),
  stderr: tellingOutput(process.stderr),
  signal: stop.signal,
  ending,
};

process.exitCode = await run(process.argv.slice(2), surroundings);
isTold = true;
// A wait that nobody can end (between two questions about a device code) holds up no interruption.
if (stop.signal.aborted && !isThreadBusy()) process.exit();

/** What `process.exit` would wait for, and `leave` does not: a file or a name that was asked for. */
function isThreadBusy(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|GetAddrInfoReq)/.test(name));
}
