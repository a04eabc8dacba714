import type { Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { AssessCommandOptions } from '../stages/assess-stage.ts';
import type { EncryptOptions } from '../stages/encrypt-stage.ts';
import type { FailOnOptions } from '../stages/fail-on-stage.ts';
import type { OpenOptions } from '../stages/opened-audit.ts';

type AssessOptions = AssessCommandOptions &
  EncryptOptions &
  OpenOptions &
  FailOnOptions & {
    readonly expectSha256?: string;
    readonly quiet?: boolean;
    readonly signKey?: string;
  };

export function addAssess(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('assess')
    .description('Judge a snapshot: situation.json and the findings; needs no network')
    .addArgument(auditArgument())
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.requireConfig())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.inactiveAfter())
    .addOption(options.noNames())
    .addOption(options.with())
    .addOption(options.previous())
    .addOption(options.failOn())
    .addOption(options.expectSha256())
    .addOption(options.signKey())
    .addOption(options.identity())
    .addOption(options.encryptTo())
    .addOption(options.workDir())
    .addOption(options.quiet())
    .action(async (named: string | undefined, given: AssessOptions) => {
      const { findAudit } = await import('../../audits/find-audit.ts');
      const { assessAgain } = await import('../stages/assess-again.ts');
      const { failOnStage } = await import('../stages/fail-on-stage.ts');
      const { locked } = await import('../../audits/locked.ts');
      const { refuseUnexpected } = await import('../../audits/refuse-altered.ts');
      const { printConstats } = await import('../print-constats.ts');
      const { printManifest } = await import('../print-manifest.ts');
      const { journalFolderOf } = await import('../../audits/journal.ts');
      const { journalled } = await import('../stages/journalled.ts');
      const { signingKey } = await import('../stages/key-files.ts');
      const { signStage } = await import('../stages/sign-stage.ts');
      const key = await signingKey(given, io);
      const auditFolder = await findAudit(named, given.out);
      const journal = { command: 'assess', out: journalFolderOf(auditFolder), auditFolder };
      const told = silenced(io, given);
      await journalled(journal, io, async (run) => {
        const situation = await locked(auditFolder, 'assess', io.now, async () => {
          await refuseUnexpected(auditFolder, given);
          const assessed = await assessAgain(auditFolder, given, told);
          await signStage(auditFolder, key);
          return assessed;
        });
        await printConstats(auditFolder, situation, given.lang, told);
        await printManifest(auditFolder, given.lang, told);
        await io.stdout.write(`${auditFolder}\n`);
        run.exitCode = outcome.exitCode = await failOnStage(situation, given, io);
      });
    });
}
