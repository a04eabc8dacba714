import { Option, type Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { CheckFormat } from '../stages/check-lines.ts';
import type { CheckRequest } from '../stages/check-stage.ts';

// Written again, under the compiler's eye: what the help loads counts.
const FORMATS: readonly CheckFormat[] = ['text', 'json', 'junit', 'github'];

export function addCheck(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('check')
    .description('Hold --fail-on against an audit, without writing a report; exit 1 as a run would')
    .addArgument(auditArgument())
    .addOption(options.failOn())
    .addOption(new Option('--format <format>', 'form of what is printed').choices(FORMATS).default('text'))
    .addOption(
      new Option(
        '--summary <file>',
        'add a summary in Markdown there, as a job’s page shows it: each outcome, and what to decide',
      ),
    )
    .addOption(options.expectSha256())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (named: string | undefined, given: Omit<CheckRequest, 'named'>) => {
      const { checkStage } = await import('../stages/check-stage.ts');
      outcome.exitCode = await checkStage({ named, ...given }, io);
    });
}
