import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { PermissionsOptions } from '../stages/permissions-stage.ts';

const FORMATS: readonly PermissionsOptions['format'][] = ['table', 'json', 'csv'];

export function addPermissions(program: Command, io: Io): void {
  program
    .command('permissions')
    .description(
      'The permissions that each source needs, why, and the commands that grant them; asks no tenant',
    )
    .addOption(
      new Option('--format <format>', 'form of the table')
        .choices(FORMATS)
        .default(io.stdout.isTerminal ? 'table' : 'csv'),
    )
    .addOption(options.excel())
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.skip())
    .addOption(options.only())
    .addOption(options.lang(io))
    .action(async (given: PermissionsOptions) => {
      const { permissionsStage } = await import('../stages/permissions-stage.ts');
      await permissionsStage(given, io);
    });
}
