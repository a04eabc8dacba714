import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { ExportRequest } from '../stages/export-stage.ts';

type ExportOptions = Omit<ExportRequest, 'named'> & { readonly quiet?: boolean };

export function addExport(program: Command, io: Io): void {
  program
    .command('export')
    .description('Add the figures of audits to one long table (CSV), the same audit never twice')
    .addArgument(auditArgument())
    .addOption(
      new Option(
        '--append <file>',
        'the table; made where it is not there: tenant, audit, asOf, then the columns of indicators.csv',
      ).makeOptionMandatory(),
    )
    .addOption(new Option('--all', 'every audit under --out, the oldest first'))
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(async (named: string | undefined, given: ExportOptions) => {
      const { exportStage } = await import('../stages/export-stage.ts');
      await exportStage({ named, ...given }, silenced(io, given));
    });
}
