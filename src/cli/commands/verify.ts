import { Option, type Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { VerifyRequest } from '../stages/verify-stage.ts';

export function addVerify(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('verify')
    .description(
      'Hold an audit folder against its manifest: what was changed, added, is missing; who signed it',
    )
    .addArgument(auditArgument())
    .option(
      '--recompute',
      'work the situation out again from the snapshot and inputs/, and compare the bytes',
    )
    .option(
      '--exports <path...>',
      'of an import: the files, or their folder, that it must have been made from, by their SHA-256',
    )
    .option('--public-key <file>', 'the Ed25519 key that must have signed (default: the configuration’s)')
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'),
    )
    .addOption(options.expectSha256())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.config())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (named: string | undefined, given: Omit<VerifyRequest, 'named'>) => {
      const { verifyStage } = await import('../stages/verify-stage.ts');
      await verifyStage({ named, ...given }, io, outcome);
    });
}
