import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { CloudName } from '../../graph/clouds.ts';
import type { CredentialKind } from '../../graph/credential-kind.ts';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { CollectCommandOptions } from '../stages/collect-stage.ts';
import type { EncryptOptions } from '../stages/encrypt-stage.ts';

// Written again, under the compiler's eye, because loading graph/ for the help would cost more than the help.
export const CREDENTIALS: readonly CredentialKind[] = [
  'secret',
  'certificate',
  'workload-identity',
  'github',
  'azure-pipelines',
  'managed-identity',
  'azure-cli',
  'device-code',
];
export const CLOUD_NAMES: readonly CloudName[] = ['global', 'us-government', 'us-government-dod', 'china'];

/** The options of every command that asks the tenant. */
export function addCollectOptions(command: Command, io: Io): Command {
  return command
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.requireConfig())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.skip())
    .addOption(options.only())
    .addOption(options.noNames())
    .addOption(options.sample())
    .addOption(options.resume())
    .addOption(options.giveUpAfter())
    .addOption(options.maxDuration())
    .addOption(options.auth(CREDENTIALS))
    .addOption(options.cloud(CLOUD_NAMES))
    .addOption(options.allowDownloadHost())
    .addOption(options.quiet())
    .addOption(options.verbose())
    .addOption(options.trace());
}

type CollectOptions = CollectCommandOptions &
  EncryptOptions & { readonly signKey?: string; readonly workDir?: string };

export function addCollect(program: Command, io: Io): void {
  const command = program.command('collect').description('Ask the tenant and keep a snapshot');
  addCollectOptions(command, io)
    .addOption(options.signKey())
    .addOption(options.encryptTo())
    .addOption(options.workDirOfMaking())
    .action(async (given: CollectOptions) => {
      const { journalled } = await import('../stages/journalled.ts');
      const { signingKey } = await import('../stages/key-files.ts');
      const { makingPlace } = await import('../stages/making-place.ts');
      const key = await signingKey(given, io);
      const { collectStage } = await import('../stages/collect-stage.ts');
      const { printManifest } = await import('../print-manifest.ts');
      const { encryptStage, readyToEncrypt } = await import('../stages/encrypt-stage.ts');
      const out = resolve(io.cwd, given.out);
      const recipients = await readyToEncrypt({ ...given, out }, key, io);
      await journalled({ command: 'collect', out }, io, async (run) => {
        const place = await makingPlace({ ...given, out }, recipients, key, io);
        const audit = await collectStage(
          { ...given, out: place.out, seals: recipients !== null },
          'collect',
          io,
        );
        run.auditFolder = place.out === out ? audit.auditFolder : null;
        try {
          await encryptStage(audit.auditFolder, recipients, given, silenced(io, given));
          const kept = await place.deliver(audit.auditFolder, audit.complete);
          run.auditFolder = kept;
          if (given.quiet !== true) await printManifest(kept, given.lang, io);
          await io.stdout.write(`${kept}\n`);
        } finally {
          await audit.release();
        }
      });
    });
}
