import type { Command } from 'commander';
import { FORMATS } from '../../renderers/renderer.ts';
import type { CommandOutcome } from '../add-commands.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { FailOnOptions } from '../stages/fail-on-stage.ts';
import type { ReportCommandOptions } from '../stages/report-stage.ts';

type ReportOptions = ReportCommandOptions & FailOnOptions & { readonly out: string };

export function addReport(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('report')
    .description('Write the reports of an assessed audit again; needs no network')
    .addArgument(auditArgument())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .addOption(options.failOn())
    .action(async (named: string | undefined, given: ReportOptions) => {
      const { removeBeginning } = await import('../../collectors/beginning.ts');
      const { auditPaths, findAudit } = await import('../../snapshot/audit-folder.ts');
      const { readSituation } = await import('../../situation/assess.ts');
      const { failOnStage } = await import('../stages/fail-on-stage.ts');
      const { locked } = await import('../stages/locked.ts');
      const { refuseAlteredAssessment } = await import('../stages/refuse-altered.ts');
      const { reportStage } = await import('../stages/report-stage.ts');
      const auditFolder = await findAudit(named, given.out, auditPaths.situation);
      const situation = await readSituation(auditFolder);
      await refuseAlteredAssessment(auditFolder);
      const files = await locked(auditFolder, 'report', io, async () => {
        const written = await reportStage(auditFolder, situation, given, io);
        // An audit that broke off after its collection is brought to its end by hand.
        await removeBeginning(auditFolder);
        return written;
      });
      await io.stdout.write(files.map((file) => `${file}\n`).join(''));
      outcome.exitCode = await failOnStage(situation, given, io);
    });
}
