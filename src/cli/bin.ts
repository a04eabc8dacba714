import { constants } from 'node:os';
import { Interruption, streamOutput, type Io } from './io.ts';
import { run } from './main.ts';

// Every file is for this user alone, those that libraries write too.
process.umask(0o077);

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The second time is meant: leave at once.
    if (stop.signal.aborted) process.exit(128 + constants.signals[name]);
    stop.abort(new Interruption(name));
  });
}

const io: Io = {
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  random: Math.random,
  stdout: streamOutput(process.stdout),
  stderr: streamOutput(process.stderr),
  signal: stop.signal,
};

process.exitCode = await run(process.argv.slice(2), io);
