import { Option, type Command } from 'commander';
import type { RowFormat } from '../../renderers/findings/findings-rows.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { CompareRequest } from '../stages/compare-stage.ts';

const ROW_FORMATS: readonly RowFormat[] = ['csv', 'json', 'ndjson', 'table'];

type CompareOptions = Omit<CompareRequest, 'older' | 'newer'>;

export function addCompare(program: Command, io: Io): void {
  program
    .command('compare')
    .description('What changed between two audits of a tenant, per indicator and per account, on stdout')
    .argument('<older>', 'audit folder')
    .argument('<newer>', 'audit folder of the same tenant, collected later')
    .addOption(
      new Option('--format <format>', 'table and json: indicators, then accounts; csv and ndjson: accounts')
        .choices(ROW_FORMATS)
        .default(io.stdout.isTerminal ? 'table' : 'csv'),
    )
    .addOption(options.excel())
    .option('--check <id>', 'this check only, such as mailbox-redirects')
    .addOption(options.lang(io))
    .action(async (older: string, newer: string, given: CompareOptions) => {
      const { compareStage } = await import('../stages/compare-stage.ts');
      await compareStage({ older, newer, ...given }, io);
    });
}
