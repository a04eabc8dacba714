import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { options, rowFormat, withExcel } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { CompareRequest } from '../stages/compare-stage.ts';

type CompareOptions = Omit<CompareRequest, 'older' | 'newer'> & { readonly quiet?: boolean };

export function addCompare(program: Command, io: Io): void {
  program
    .command('compare')
    .description('What changed between two audits of a tenant, per indicator and per account, on stdout')
    .argument('<older>', 'audit: its folder, its name, previous, or a month such as 2026-09')
    .argument('<newer>', 'audit of the same tenant, collected later: likewise, or latest')
    .addOption(rowFormat(io, 'table and json: indicators, then accounts; csv and ndjson: accounts'))
    .addOption(options.excel())
    .option('--check <id>', 'this check only, such as mailbox-redirects')
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(async (older: string, newer: string, given: CompareOptions, command: Command) => {
      const { compareStage } = await import('../stages/compare-stage.ts');
      await compareStage({ older, newer, ...withExcel(given, command) }, silenced(io, given));
    });
}
