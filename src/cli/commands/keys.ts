import { Option, type Command } from 'commander';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import type { NewKeyRequest } from '../stages/new-key-stage.ts';

export function addKeys(program: Command, io: Io): void {
  program
    .command('keys')
    .description('Keys that audits are signed with, or shared under')
    .command('new')
    .description(
      'Make a key to sign with (Ed25519 in PEM: FILE, and FILE.pub for whoever verifies), or to share with',
    )
    .requiredOption('--out <file>', 'file of the private key, for this user alone; none is replaced')
    .addOption(
      new Option('--for <use>', 'what it is for: sign, or the pseudonyms of “vigie share”')
        .choices(['sign', 'share'])
        .default('sign'),
    )
    .addOption(options.lang(io))
    .action(async (given: NewKeyRequest) => {
      const { newKeyStage } = await import('../stages/new-key-stage.ts');
      await newKeyStage(given, io);
    });
}
