import type { Command } from 'commander';
import type { Language } from '../../i18n/language.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';

export function addKeys(program: Command, io: Io): void {
  program
    .command('keys')
    .description('Keys that audits are signed with')
    .command('new')
    .description('Make an Ed25519 key in PEM: FILE, and FILE.pub for whoever verifies')
    .requiredOption('--out <file>', 'file of the private key, for this user alone; none is replaced')
    .addOption(options.lang(io))
    .action(async (given: { readonly out: string; readonly lang: Language }) => {
      const { newKeyStage } = await import('../stages/new-key-stage.ts');
      await newKeyStage(given, io);
    });
}
