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
  FailOnOptions & { readonly signKey?: string; readonly workDir?: string };

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
    .addOption(options.workDirOfMaking())
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
      const { makingPlace } = await import('../stages/making-place.ts');
      const { encryptStage, inClear, readyToEncrypt } = await import('../stages/encrypt-stage.ts');
      // Better known before the hours of a collection than after.
      const key = await signingKey(given, io);
      await joinedAudit(given);
      await previousAudit(given);
      const [out, told] = [resolve(io.cwd, given.out), silenced(io, given)];
      const recipients = await readyToEncrypt({ ...given, out }, key, io);
      const audited = await journalled({ command: 'audit', out }, io, async (run) => {
        const place = await makingPlace({ ...given, out }, recipients, key, io);
        const audit = await collectStage({ ...given, out: place.out }, 'audit', io);
        const { auditFolder, complete, requireHeld, release } = audit;
        run.auditFolder = place.out === out ? auditFolder : null;
        try {
          releaseMemory();
          const at = { keptAt: place.keptAt(auditFolder) };
          const situation = await assessStage(auditFolder, given, told, at);
          await requireHeld();
          await reportStage(auditFolder, situation, { ...given, ...inClear(recipients) }, io);
          await requireHeld();
          await splitStage(auditFolder, situation, { ...given, ...inClear(recipients) }, told);
          await requireHeld();
          await encryptStage(auditFolder, recipients, given, told);
          const kept = await place.deliver(auditFolder, complete);
          run.auditFolder = kept;
          await printConstats(kept, situation, given.lang, told);
          await printManifest(kept, given.lang, told);
          await io.stdout.write(`${kept}\n`);
          run.exitCode = outcome.exitCode = await failOnStage(situation, given, io);
          return kept;
        } finally {
          await release();
        }
      });
      const { config } = await checkedConfig(given, io);
      await retentionAfterAudit(config, { auditFolder: audited, out, lang: given.lang }, key, io);
    });
}
