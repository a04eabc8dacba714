import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { auditArgument, options, rowFormat, withExcel } from '../options.ts';
import type { RevealRequest } from '../stages/reveal-stage.ts';

export function addReveal(program: Command, io: Io): void {
  program
    .command('reveal')
    .description('What a pseudonym of a copy stands for: takes its key, and the audit it was made from')
    .argument('<pseudonym>', 'as it stands in the copy: id-…, a-…, n-…, r-… or d-…')
    .addArgument(auditArgument())
    .requiredOption('--key <file>', 'key that the copy was made with')
    .addOption(rowFormat(io))
    .addOption(options.excel())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(
      async (
        pseudonym: string,
        named: string | undefined,
        given: Omit<RevealRequest, 'pseudonym' | 'named'>,
        command: Command,
      ) => {
        const { revealStage } = await import('../stages/reveal-stage.ts');
        await revealStage({ pseudonym, named, ...withExcel(given, command) }, io);
      },
    );
}
