import { Option, type Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { DoctorOptions } from '../stages/doctor-stage.ts';
import { CLOUD_NAMES, CREDENTIALS } from './collect.ts';

export function addDoctor(program: Command, io: Io, outcome: CommandOutcome): void {
  program
    .command('doctor')
    .description(
      'What this identity can and cannot read, and the remedy for each; a little of every source is asked',
    )
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['table', 'json']).default('table'),
    )
    .addOption(new Option('--strict', 'exit 1 for anything that is unreadable, not known or expiring'))
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.requireConfig())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.skip())
    .addOption(options.only())
    .addOption(options.giveUpAfterOf(30_000, '30s'))
    .addOption(options.auth(CREDENTIALS))
    .addOption(options.cloud(CLOUD_NAMES))
    .action(async (given: DoctorOptions) => {
      const { doctorStage } = await import('../stages/doctor-stage.ts');
      outcome.exitCode = await doctorStage(given, io);
    });
}
