import type { Command } from 'commander';
import { FORMATS } from '../../renderers/renderer.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { ReportRequest } from '../stages/report-command.ts';

type ReportOptions = Omit<ReportRequest, 'named' | 'isNamed'>;

export function addReport(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('report')
    .description('Write the reports of an assessed audit again; needs no network')
    .addArgument(auditArgument())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .addOption(options.plainCsv())
    .addOption(options.allRows())
    .addOption(options.split())
    .addOption(options.open())
    .addOption(options.failOn())
    .addOption(options.expectSha256())
    .addOption(options.signKey())
    .addOption(options.identity())
    .addOption(options.encryptTo())
    .addOption(options.workDir())
    .addOption(options.quiet())
    .action(async (named: string | undefined, given: ReportOptions, command: Command) => {
      const { reportCommand } = await import('../stages/report-command.ts');
      const isNamed = command.getOptionValueSource('formats') !== 'default';
      outcome.exitCode = await reportCommand({ named, isNamed, ...given }, io);
    });
}
