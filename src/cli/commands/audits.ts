import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { options, rowFormat, withExcel } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { AuditsRequest } from '../stages/audits-stage.ts';

export function addAudits(program: Command, io: Io): void {
  program
    .command('audits')
    .description('The audits under --out: date, tenant, mailboxes, complete or not, size')
    .addOption(rowFormat(io))
    .addOption(options.excel())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(async (given: AuditsRequest & { readonly quiet?: boolean }, command: Command) => {
      const { auditsStage } = await import('../stages/audits-stage.ts');
      await auditsStage(withExcel(given, command), silenced(io, given));
    });
}
