import { Option, type Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { JournalRequest } from '../stages/journal-stage.ts';

export function addJournal(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('journal')
    .description('Who ran what on the audits under --out, and whether a line was changed, moved or cut')
    .addOption(
      new Option('--format <format>', 'form of the answer')
        .choices(['text', 'json', 'ndjson'])
        .default('text'),
    )
    .addOption(options.out())
    .addOption(options.lang(io))
    .action(async (given: JournalRequest) => {
      const { journalStage } = await import('../stages/journal-stage.ts');
      await journalStage(given, io, outcome);
    });
}
