import type { Command } from 'commander';
import { resolve } from 'node:path';
import { FORMATS } from '../../renderers/renderer.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { AssessCommandOptions } from '../stages/assess-stage.ts';
import type { CollectCommandOptions } from '../stages/collect-stage.ts';
import type { EncryptOptions } from '../stages/encrypt-stage.ts';
import type { FailOnOptions } from '../stages/fail-on-stage.ts';
import type { SplitOptions } from '../stages/split-stage.ts';
import { addCollectOptions } from './collect.ts';

type AuditOptions = CollectCommandOptions &
  AssessCommandOptions &
  SplitOptions &
  EncryptOptions &
  FailOnOptions & { readonly signKey?: string };

export function addAudit(program: Command, io: Io, outcome: CommandOutcome): void {
  const command = program
    .command('audit')
    .description('Collect, assess and write every report: the monthly run');
  addCollectOptions(command, io)
    .addOption(options.inactiveAfter())
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .addOption(options.plainCsv())
    .addOption(options.allRows())
    .addOption(options.split())
    .addOption(options.failOn())
    .addOption(options.noDoctor())
    .addOption(options.with())
    .addOption(options.previous())
    .addOption(options.signKey())
    .addOption(options.encryptTo())
    .action(async (given: AuditOptions) => {
      const { collectStage } = await import('../stages/collect-stage.ts');
      const { assessStage } = await import('../stages/assess-stage.ts');
      const { joinedAudit } = await import('../../audits/joined-audit.ts');
      const { previousAudit } = await import('../../audits/previous-audit.ts');
      const { reportStage } = await import('../stages/report-stage.ts');
      const { splitStage } = await import('../stages/split-stage.ts');
      const { printConstats } = await import('../print-constats.ts');
      const { printManifest } = await import('../print-manifest.ts');
      const { releaseMemory } = await import('../stages/release-memory.ts');
      const { failOnStage } = await import('../stages/fail-on-stage.ts');
      const { journalled } = await import('../stages/journalled.ts');
      const { checkedConfig } = await import('../stages/checked-config.ts');
      const { retentionAfterAudit } = await import('../stages/purge-stage.ts');
      const { signingKey } = await import('../stages/key-files.ts');
      const { signStage } = await import('../stages/sign-stage.ts');
      const { encryptStage, inClear, readyToEncrypt } = await import('../stages/encrypt-stage.ts');
      // Better known before the hours of a collection than after.
      const key = await signingKey(given, io);
      await joinedAudit(given);
      await previousAudit(given);
      const out = resolve(io.cwd, given.out);
      const recipients = await readyToEncrypt({ ...given, out }, key, io);
      const audited = await journalled({ command: 'audit', out }, io, async (run) => {
        const { auditFolder, complete, requireHeld, release } = await collectStage(given, 'audit', io);
        run.auditFolder = auditFolder;
        try {
          releaseMemory();
          const told = silenced(io, given);
          const situation = await assessStage(auditFolder, given, told);
          await requireHeld();
          await reportStage(auditFolder, situation, { ...given, ...inClear(recipients) }, io);
          await requireHeld();
          await splitStage(auditFolder, situation, given, told);
          await requireHeld();
          await encryptStage(auditFolder, recipients, given, told);
          await signStage(auditFolder, key);
          await complete();
          await printConstats(auditFolder, situation, given.lang, told);
          await printManifest(auditFolder, given.lang, told);
          await io.stdout.write(`${auditFolder}\n`);
          run.exitCode = outcome.exitCode = await failOnStage(situation, given, io);
          return auditFolder;
        } finally {
          await release();
        }
      });
      const { config } = await checkedConfig(given, io);
      await retentionAfterAudit(config, { auditFolder: audited, out, lang: given.lang }, key, io);
    });
}
