import type { Command } from 'commander';
import type { AuditLock } from '../../audits/audit-lock.ts';
import { FORMATS } from '../../renderers/renderer.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { FailOnOptions } from '../stages/fail-on-stage.ts';
import type { SplitOptions } from '../stages/split-stage.ts';

type ReportOptions = SplitOptions &
  FailOnOptions & {
    readonly out: string;
    readonly quiet?: boolean;
    readonly open?: boolean;
    readonly expectSha256?: string;
    readonly signKey?: string;
  };

export function addReport(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('report')
    .description('Write the reports of an assessed audit again; needs no network')
    .addArgument(auditArgument())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .addOption(options.allRows())
    .addOption(options.split())
    .addOption(options.open())
    .addOption(options.failOn())
    .addOption(options.expectSha256())
    .addOption(options.signKey())
    .addOption(options.quiet())
    .action(async (named: string | undefined, given: ReportOptions, command: Command) => {
      const { removeBeginning } = await import('../../audits/unfinished-audit.ts');
      const { findAudit } = await import('../../audits/find-audit.ts');
      const { auditPaths } = await import('../../disk/audit-paths.ts');
      const { readSituation } = await import('../../situation/read-situation.ts');
      const { failOnStage } = await import('../stages/fail-on-stage.ts');
      const { locked } = await import('../../audits/locked.ts');
      const { refuseAlteredAssessment, refuseUnexpected } = await import('../../audits/refuse-altered.ts');
      const { fileFormats, reportStage } = await import('../stages/report-stage.ts');
      const { WITH_ACCOUNTS } = await import('../../renderers/catalogue.ts');
      const { printManifest } = await import('../print-manifest.ts');
      const { showReport } = await import('../show-report.ts');
      const { journalFolderOf } = await import('../../audits/journal.ts');
      const { journalled } = await import('../stages/journalled.ts');
      const { signingKey } = await import('../stages/key-files.ts');
      const { signStage } = await import('../stages/sign-stage.ts');
      const key = await signingKey(given, io);
      const auditFolder = await findAudit(named, given.out, auditPaths.situation);
      await refuseUnexpected(auditFolder, given);
      const situation = await readSituation(auditFolder);
      const formats = fileFormats(given.formats);
      const readsAccounts = given.split !== undefined || formats.some((format) => WITH_ACCOUNTS.has(format));
      // Of what is not read it does not matter what became of it.
      await refuseAlteredAssessment(auditFolder, readsAccounts ? undefined : []);
      // What writes the establishments' folders is loaded where they are asked for.
      const splitOf = async (): Promise<string | undefined> => {
        if (given.split === undefined) return undefined;
        const { splitStage } = await import('../stages/split-stage.ts');
        return splitStage(auditFolder, situation, given, io);
      };
      const write = async (lock: AuditLock): Promise<string[]> => {
        const written = await reportStage(auditFolder, situation, given, io);
        await lock.requireHeld();
        const index = await splitOf();
        await signStage(auditFolder, key);
        // An audit that broke off after its collection is brought to its end by hand.
        await removeBeginning(auditFolder);
        return index === undefined ? written : [...written, index];
      };
      const writesNothing = formats.length === 0 && given.split === undefined;
      const told = { command: 'report', out: journalFolderOf(auditFolder), auditFolder };
      const files = writesNothing
        ? []
        : await journalled(told, io, () => locked(auditFolder, 'report', io.now, write));
      const isNamed = command.getOptionValueSource('formats') !== 'default';
      await showReport({ auditFolder, situation, files, isNamed }, given, silenced(io, given));
      if (!writesNothing && given.quiet !== true) await printManifest(auditFolder, given.lang, io);
      if (given.open === true) {
        const { openPage } = await import('../open-page.ts');
        await openPage(auditFolder, given.lang, silenced(io, given));
      }
      outcome.exitCode = await failOnStage(situation, given, io);
    });
}
