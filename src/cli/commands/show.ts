import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { ShowRequest } from '../stages/show-stage.ts';

type ShowOptions = Omit<ShowRequest, 'account' | 'named'> & { readonly quiet?: boolean };

export function addShow(program: Command, io: Io): void {
  program
    .command('show')
    .description('All that is known of one account: facts, each verdict and why, and earlier audits')
    .argument('<account>', 'user principal name, id, mail address or displayed name')
    .addArgument(auditArgument())
    .addOption(
      new Option('--format <format>', 'form of the record').choices(['text', 'json']).default('text'),
    )
    .addOption(options.expectSha256())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(async (account: string, named: string | undefined, given: ShowOptions) => {
      const { showStage } = await import('../stages/show-stage.ts');
      await showStage({ account, named, ...given }, silenced(io, given));
    });
}
