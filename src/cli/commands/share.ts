import type { Command } from 'commander';
import { FORMATS } from '../../renderers/renderer.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { ShareRequest } from '../stages/share-stage.ts';

export function addShare(program: Command, io: Io): void {
  program
    .command('share')
    .description('A copy of an audit for others to read: names are pseudonyms, and the snapshot is left out')
    .addArgument(auditArgument())
    .requiredOption(
      '--key <file>',
      'key of the pseudonyms, which “vigie keys new --for share” makes; the same each month',
    )
    .requiredOption('--out <dir>', 'folder of the copies')
    .option('--from <dir>', 'folder of the audits', 'reports')
    .addOption(options.maskUnder())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS.filter((format) => format !== 'terminal')))
    .addOption(options.excel())
    .addOption(options.plainCsv())
    .addOption(options.allRows())
    .addOption(options.split())
    .addOption(options.expectSha256())
    .addOption(options.signKey())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.quiet())
    .action(async (named: string | undefined, given: Omit<ShareRequest, 'named'>) => {
      const { shareStage } = await import('../stages/share-stage.ts');
      await shareStage({ named, ...given }, silenced(io, given));
    });
}
