import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { ConfigCheckRequest } from '../stages/config-check-stage.ts';

export function addConfig(program: Command, io: Io): void {
  program
    .command('config')
    .description('The configuration')
    .command('check')
    .description(
      'What the configuration makes of the accounts of an audit: categories, establishments, and what matches nobody',
    )
    .addOption(options.config())
    .addOption(options.requireConfig())
    .addOption(new Option('--against <audit>', 'the audit whose accounts are placed (default: the newest)'))
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['table', 'json']).default('table'),
    )
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (given: Omit<ConfigCheckRequest, 'against'> & { readonly against?: string }) => {
      const { configCheckStage } = await import('../stages/config-check-stage.ts');
      await configCheckStage({ ...given, against: given.against }, io);
    });
}
