import type { Command } from 'commander';
import { FORMATS } from '../../renderers/renderer.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { ReportCommandOptions } from '../stages/report-stage.ts';

export function addReport(program: Command, io: Io): void {
  program
    .command('report')
    .description('Write the reports of an assessed audit again; needs no network')
    .addArgument(auditArgument())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .action(async (named: string | undefined, given: ReportCommandOptions & { out: string }) => {
      const { auditPaths, findAudit } = await import('../../snapshot/audit-folder.ts');
      const { readSituation } = await import('../../situation/assess.ts');
      const { reportStage } = await import('../stages/report-stage.ts');
      const auditFolder = await findAudit(named, given.out, auditPaths.situation);
      const files = await reportStage(auditFolder, await readSituation(auditFolder), given, io);
      await io.stdout.write(files.map((file) => `${file}\n`).join(''));
    });
}
