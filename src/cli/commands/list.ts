import { Option, type Command } from 'commander';
import { VERDICTS, type Verdict } from '../../checks/verdict.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowFormat } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';
import { auditArgument, options } from '../options.ts';

const ROW_FORMATS: readonly RowFormat[] = ['csv', 'json', 'ndjson', 'table'];

interface ListOptions {
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
  readonly physicians?: boolean;
  readonly category?: string;
  readonly establishment?: string;
  readonly verdict?: Verdict;
}

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
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (check: string, named: string | undefined, given: ListOptions) => {
      const { listStage } = await import('../stages/list-stage.ts');
      await listStage({ check, named, ...given }, io);
    });
}
