import type { Command } from 'commander';
import { once } from 'node:events';
import type { InBoth } from '../../errors.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';

interface SimulateOptions {
  readonly accounts?: number;
  readonly seed?: number;
  readonly clockSpeed?: number;
  readonly faults?: string;
}

const SERVING: InBoth = {
  fr: 'Ouvert jusqu’à Ctrl-C. Dans un autre interpréteur de commandes, avec ces variables\u00a0:',
  en: 'Serving until Ctrl-C. In another shell, with these variables set:',
};

export function addSimulate(program: Command, io: Io): void {
  program
    .command('simulate')
    .description('Serve a simulated tenant on loopback, and print the environment that a client needs')
    .addOption(options.accounts())
    .addOption(options.seed())
    .addOption(options.clockSpeed())
    .addOption(options.faults())
    .action(async (given: SimulateOptions) => {
      const { withDemoTenant } = await import('../stages/demo-tenant.ts');
      await withDemoTenant(given, io, async ({ config, environment }) => {
        const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
        await io.stdout.write(exports.join(''));
        await io.stderr.write(`${SERVING[io.language]}\n  vigie audit --config ${config}\n`);
        if (!io.signal.aborted) await once(io.signal, 'abort');
      });
    });
}
