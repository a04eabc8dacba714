import type { Command } from 'commander';
import { FORMATS, type Format } from '../../renderers/renderer.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';

interface DemoOptions {
  readonly accounts?: number;
  readonly seed?: number;
  readonly faults?: string;
  readonly out: string;
  readonly lang: string;
  readonly formats: readonly Format[];
  readonly excel?: boolean;
  readonly plainCsv?: boolean;
  readonly allRows?: boolean;
  readonly names: boolean;
  readonly quiet?: boolean;
  readonly resume?: boolean;
  readonly trace?: string;
  readonly encryptTo: readonly string[];
  readonly workDir?: string;
  /** Milliseconds. */
  readonly giveUpAfter?: number;
}

export function addDemo(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('demo')
    .description('Audit a simulated tenant of the ministry’s size; needs no credential')
    .addOption(options.accounts())
    .addOption(options.seed())
    .addOption(options.faults())
    .addOption(options.resume())
    .addOption(options.giveUpAfter())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.formats(FORMATS))
    .addOption(options.excel())
    .addOption(options.plainCsv())
    .addOption(options.allRows())
    .addOption(options.noNames())
    .addOption(options.quiet())
    .addOption(options.trace())
    .addOption(options.encryptTo())
    .addOption(options.workDirOfMaking())
    .action(async (given: DemoOptions) => {
      const { withDemoTenant } = await import('../stages/demo-tenant.ts');
      const { runVigie } = await import('../stages/run-vigie.ts');
      outcome.exitCode = await withDemoTenant(given, io, ({ config, environment }) =>
        runVigie(auditArguments(given, config), environment, io),
      );
    });
}

function auditArguments(given: DemoOptions, config: string): string[] {
  const flags = [
    given.excel === true ? '--excel' : '',
    given.plainCsv === true ? '--plain-csv' : '',
    given.allRows === true ? '--all-rows' : '',
    given.names ? '' : '--no-names',
    given.quiet === true ? '--quiet' : '',
    given.resume === true ? '--resume' : '',
  ];
  return [
    'audit',
    // The simulated tenant is known, and --faults are meant for the collection.
    '--no-doctor',
    ...(given.giveUpAfter === undefined ? [] : ['--give-up-after', `${given.giveUpAfter / 1_000}s`]),
    ...['--config', config, '--out', given.out, '--lang', given.lang, '--formats', given.formats.join(',')],
    ...given.encryptTo.flatMap((recipient) => ['--encrypt-to', recipient]),
    ...(given.workDir === undefined ? [] : ['--work-dir', given.workDir]),
    ...flags.filter((flag) => flag !== ''),
    ...(given.trace === undefined ? [] : ['--trace', given.trace]),
  ];
}
