import { Option, type Command } from 'commander';
import { wrongValue } from '../wrong-value.ts';
import { VERDICTS } from '../../checks/verdict.ts';
import type { RowSelection } from '../stages/row-selection.ts';
import type { Io } from '../io.ts';
import { namesOf } from '../option-values.ts';
import { auditArgument, options, rowFormat, withExcel } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { ListRequest } from '../stages/list-stage.ts';

type ListOptions = Omit<ListRequest, 'check' | 'named' | 'selection'> &
  RowSelection & { readonly quiet?: boolean };

export function addList(program: Command, io: Io): void {
  program
    .command('list')
    .description('One check’s findings on stdout; without a check, every check with its counts')
    .argument('[check]', 'id of the check, such as mailbox-redirects')
    .addArgument(auditArgument())
    .addOption(rowFormat(io))
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
    .addOption(new Option('--columns <names>', 'these columns only, in this order: a,b,c').argParser(namesOf))
    .addOption(
      new Option(
        '--where <column=value>',
        'rows with this value, without case; nothing after = is not known; repeatable',
      )
        .argParser(condition)
        .default([], 'all'),
    )
    .addOption(
      new Option('--sort <column>', 'in the order of this column, -column the greatest first; repeatable')
        .argParser(order)
        .default([], 'the worst first'),
    )
    .option('--wide', 'a table with all its columns, wider than the terminal')
    .addOption(options.expectSha256())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(
      async (check: string | undefined, named: string | undefined, given: ListOptions, command: Command) => {
        const { columns, where, sort, ...rest } = withExcel(given, command);
        const selection = { where, sort, ...(columns === undefined ? {} : { columns }) };
        const { listStage } = await import('../stages/list-stage.ts');
        await listStage({ check, named, selection, ...rest }, silenced(io, given));
      },
    );
}

function condition(text: string, before: RowSelection['where']): RowSelection['where'] {
  const at = text.indexOf('=');
  if (at < 1)
    throw wrongValue({
      fr: 'Écrire une colonne, = et une valeur\u00a0: category=specialist.',
      en: 'Write a column, = and a value: category=specialist.',
    });
  return [...before, { column: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }];
}

function order(text: string, before: RowSelection['sort']): RowSelection['sort'] {
  const descending = text.startsWith('-');
  return [...before, { column: descending ? text.slice(1) : text, descending }];
}
