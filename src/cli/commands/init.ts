import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { InitOptions } from '../stages/init-stage.ts';
import { CLOUD_NAMES, CREDENTIALS } from './collect.ts';

export function addInit(program: Command, io: Io): void {
  program
    .command('init')
    .description('Write a commented configuration to begin with')
    .addOption(new Option('--config <file>', 'where to write it').default('vigie.config.yaml'))
    .addOption(
      new Option(
        '--from-tenant',
        'with the domains, titles and establishments that the tenant has, as comments',
      ),
    )
    .addOption(new Option('--force', 'over a file that is there'))
    .addOption(options.lang(io))
    .addOption(options.auth(CREDENTIALS))
    .addOption(options.cloud(CLOUD_NAMES))
    .action(async (given: InitOptions) => {
      const { initStage } = await import('../stages/init-stage.ts');
      await initStage(given, io);
    });
}
