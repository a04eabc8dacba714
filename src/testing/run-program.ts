import { freshBuild } from './fresh-build.ts';
import { startCommand, type Ended, type ProgramOptions, type StartedProgram } from './run-command.ts';

export { startCommand, type Ended, type ProgramOptions, type StartedProgram } from './run-command.ts';

/** The program as it is shipped, built of the sources as they are. */
export const PROGRAM = 'bin/vigie.js';

await freshBuild();

const REPOSITORY = process.cwd();

/** Starts one command line of Vigie as a user's own process would be. */
export function startProgram(argv: readonly string[], options: ProgramOptions = {}): StartedProgram {
  // What a failure is told in, where no --lang says; reports keep their own language.
  const env = { LANGUAGE: 'en', ...options.env };
  return startCommand(process.execPath, [`${REPOSITORY}/${PROGRAM}`, ...argv], { ...options, env });
}

/** Runs one command line of Vigie to its end. */
export function runProgram(argv: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return startProgram(argv, options).ended;
}
