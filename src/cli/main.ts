import { KnownError, type InBoth } from '../errors.ts';
import { Command, CommanderError } from 'commander';
import { addTenantOption } from './tenant-option.ts';
import { addCommands } from './add-commands.ts';
import { exitCodeOf } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { FrenchCommand } from './french-command.ts';
import { Interruption, type Io, type Surroundings } from './io.ts';
import { messageLanguage } from './message-language.ts';
import { withMachineTrouble } from './machine-trouble.ts';
import { stepLines } from './step-lines.ts';
import { vigieVersion } from './vigie-version.ts';

/** Runs one command line and gives the exit code; writes to `io` alone. */
export async function run(argv: readonly string[], given: Surroundings): Promise<number> {
  // A profile's variables are of this run alone.
  const env = { ...given.env };
  const io: Io = { ...given, env, language: messageLanguage(argv, env) };
  try {
    const exitCode = await parse(argv, io, env);
    await io.stdout.finish();
    return exitCode;
  } catch (error) {
    const told = io.signal.aborted ? interrupted(error, io.signal) : withMachineTrouble(error);
    const { onInterruption, onFailure } = io.ending;
    const language = messageLanguage(argv, io.env);
    const text = explainError(told, io.env, language);
    const steps = stepLines((io.signal.aborted ? onInterruption : onFailure).map((step) => step[language]));
    if (text !== '') await io.stderr.write(`${text}${steps}`);
    return exitCodeOf(told);
  }
}

const HELP_IS_THERE: InBoth = {
  fr: '(vigie --help liste les commandes, vigie COMMANDE --help leurs options)',
  en: '(vigie --help lists the commands, vigie COMMAND --help their options)',
};

async function parse(
  argv: readonly string[],
  io: Io,
  env: Record<string, string | undefined>,
): Promise<number> {
  const printed: Promise<void>[] = [];
  const isFrench = io.language === 'fr';
  const program = (isFrench ? new FrenchCommand('vigie') : new Command('vigie'))
    .description(
      'Read-only Microsoft 365 compliance auditor: what is unused, redirected, unprotected, and by whom.',
    )
    .version(vigieVersion(), '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(isFrench ? HELP_IS_THERE.fr : HELP_IS_THERE.en)
    .configureOutput({
      writeOut: (text) => printed.push(io.stdout.write(text)),
      writeErr: (text) => printed.push(io.stderr.write(text)),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
    });
  const outcome = { exitCode: 0 };
  addCommands(program, io, outcome);
  addTenantOption(program, io, env);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    outcome.exitCode = error.exitCode === 0 ? 0 : 2;
  }
  await Promise.all(printed);
  return outcome.exitCode;
}

/** Whatever broke off because we were asked to end, it is the asking that ended it. */
function interrupted(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof KnownError) return error;
  return signal.reason instanceof Interruption ? signal.reason : error;
}
