import { Option, type Command } from 'commander';
import { VERDICTS } from '../../checks/verdict.ts';
import type { RowFormat } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';
import type { ListRequest } from '../stages/list-stage.ts';

const ROW_FORMATS: readonly RowFormat[] = ['csv', 'json', 'ndjson', 'table'];

type ListOptions = Omit<ListRequest, 'check' | 'named'>;

export function addList(program: Command, io: Io): void {
  program
    .command('list')
    .description('One check’s findings on stdout')
    .argument('<check>', 'id of the check, such as mailbox-redirects')
    .addArgument(auditArgument())
    .addOption(
      new Option('--format <format>', 'form of the rows')
        .choices(ROW_FORMATS)
        .default(io.stdout.isTerminal ? 'table' : 'csv'),
    )
    .addOption(options.excel())
    .option('--physicians', 'physicians only')
    .option('--category <id>', 'accounts of this category only')
    .option('--establishment <id>', 'accounts of this establishment only')
    .addOption(
      new Option(
        '--verdict <verdict>',
        'accounts with this verdict (default: non-compliant and undetermined)',
      ).choices(VERDICTS),
    )
    .addOption(options.expectSha256())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (check: string, named: string | undefined, given: ListOptions) => {
      const { listStage } = await import('../stages/list-stage.ts');
      await listStage({ check, named, ...given }, io);
    });
}
