import { Option, type Command } from 'commander';
import type { ScriptKind } from '../../setup/setup-plan.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { SetupOptions } from '../stages/setup-stage.ts';

// Written again, under the compiler's eye, because loading setup/ for the help would cost more than the help.
const KINDS: readonly ScriptKind[] = ['powershell', 'az', 'bicep'];

export function addSetup(program: Command, io: Io): void {
  program
    .command('setup')
    .description(
      'Print a script that creates the application, grants it the least, and checks each grant; runs nothing',
    )
    .addOption(
      new Option('--print <kind>', 'what the script is written in').choices(KINDS).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--github <org/repo>',
        'sign in from GitHub Actions without a secret: ORG/REPO (its branch main), ORG/REPO:ref:refs/heads/BRANCH, ORG/REPO:environment:NAME',
      ).conflicts('azureDevops'),
    )
    .addOption(
      new Option(
        '--azure-devops <org/project/connection>',
        'sign in from Azure Pipelines without a secret, by a service connection',
      ),
    )
    .addOption(options.without())
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.lang(io))
    .action(async (given: SetupOptions) => {
      const { setupStage } = await import('../stages/setup-stage.ts');
      await setupStage(given, io);
    });
}
