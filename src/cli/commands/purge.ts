import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { PurgeRequest } from '../stages/purge-stage.ts';

export function addPurge(program: Command, io: Io): void {
  program
    .command('purge')
    .description(
      'What the configuration’s retention says of the audits under --out; with --yes, take away what is due',
    )
    .option('--yes', 'take it away: it does not come back')
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'),
    )
    .addOption(options.config())
    .addOption(options.signKey())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (given: PurgeRequest) => {
      const { purgeStage } = await import('../stages/purge-stage.ts');
      await purgeStage(given, io);
    });
}
