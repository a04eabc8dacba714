import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { AssessCommandOptions } from '../stages/assess-stage.ts';

export function addAssess(program: Command, io: Io): void {
  program
    .command('assess')
    .description('Judge a snapshot: situation.json and the findings; needs no network')
    .addArgument(auditArgument())
    .addOption(options.config())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.inactiveAfter())
    .action(async (named: string | undefined, given: AssessCommandOptions & { out: string }) => {
      const { findAudit } = await import('../../snapshot/audit-folder.ts');
      const { assessStage } = await import('../stages/assess-stage.ts');
      const { printConstats } = await import('../print-constats.ts');
      const auditFolder = await findAudit(named, given.out);
      const situation = await assessStage(auditFolder, given, io);
      await printConstats(situation, given.lang, io);
      await io.stdout.write(`${auditFolder}\n`);
    });
}
