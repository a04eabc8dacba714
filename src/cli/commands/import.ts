import { Option, type Command } from 'commander';
import { wrongValue } from '../wrong-value.ts';
import { resolve } from 'node:path';
import type { Io } from '../io.ts';
import { options } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { EncryptOptions } from '../stages/encrypt-stage.ts';
import type { ImportCommandOptions } from '../stages/import-stage.ts';

type ImportOptions = ImportCommandOptions &
  EncryptOptions & { readonly signKey?: string; readonly printCommands?: boolean };

export function addImport(program: Command, io: Io): void {
  const command = program
    .command('import')
    .description(
      'A snapshot from what an administrator exports, without Microsoft Graph and without a sign-in',
    );
  addExportOptions(command)
    .addOption(options.config())
    .addOption(options.noConfig())
    .addOption(options.requireConfig())
    .addOption(options.noNames())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.signKey())
    .addOption(options.encryptTo())
    .addOption(options.quiet())
    .action(async (given: ImportOptions) => {
      const { importStage, printCommands } = await import('../stages/import-stage.ts');
      if (given.printCommands === true) {
        await printCommands(given, io);
        return;
      }
      const { journalled } = await import('../stages/journalled.ts');
      const { signingKey } = await import('../stages/key-files.ts');
      const { signStage } = await import('../stages/sign-stage.ts');
      const { printManifest } = await import('../print-manifest.ts');
      const key = await signingKey(given, io);
      const { encryptStage, readyToEncrypt } = await import('../stages/encrypt-stage.ts');
      const out = resolve(io.cwd, given.out);
      const recipients = await readyToEncrypt({ ...given, out }, key, io);
      await journalled({ command: 'import', out }, io, async (run) => {
        const audit = await importStage(given, io);
        run.auditFolder = audit.auditFolder;
        try {
          await encryptStage(audit.auditFolder, recipients, given, silenced(io, given));
          await signStage(audit.auditFolder, key);
          await audit.complete();
          if (given.quiet !== true) await printManifest(audit.auditFolder, given.lang, io);
        } finally {
          await audit.release();
        }
        await io.stdout.write(`${audit.auditFolder}\n`);
      });
    });
}

/** What tells the exports, and what they do not tell themselves. */
function addExportOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--from <path...>',
        'exported CSV files, or folders of them; each is recognised by its headers, whatever its name',
      ),
    )
    .addOption(
      new Option('--domain <domain>', 'a domain of the organization, the default one first; repeatable')
        .argParser(domains)
        .default([], 'those that Get-AcceptedDomain exported'),
    )
    .addOption(
      new Option(
        '--tenant-id <id>',
        'id of the tenant, so that the audit is compared with those that were collected (default: its domain)',
      ).argParser(tenantId),
    )
    .addOption(
      new Option('--tenant-name <name>', 'name of the organization in reports (default: its domain)'),
    )
    .addOption(
      new Option(
        '--exported-on <day>',
        'the day that the files were exported, YYYY-MM-DD: ages of accounts count from it (default: today)',
      ).argParser(day),
    )
    .addOption(
      new Option('--dates <order>', 'of dates that could be read two ways').choices([
        'day-first',
        'month-first',
      ]),
    )
    .addOption(
      new Option(
        '--print-commands',
        'print the commands that export everything, for PowerShell; run nothing',
      ),
    );
}

function domains(text: string, before: readonly string[]): string[] {
  const domain = text.trim().toLowerCase();
  if (/^(?=.{4,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,62})\.)+[\p{L}\p{N}-]{2,63}$/u.test(domain))
    return [...before, domain];
  throw wrongValue({ fr: 'Écrire un domaine tel que cisss.example.', en: 'a domain such as cisss.example.' });
}

function tenantId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw wrongValue({
    fr: 'Écrire un identifiant tel que 11111111-2222-3333-4444-555555555555.',
    en: 'an id such as 11111111-2222-3333-4444-555555555555.',
  });
}

function day(text: string): Date {
  const found = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T12:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(found.getTime()) && found.toISOString().startsWith(text)) return found;
  throw wrongValue({ fr: 'Écrire une date, AAAA-MM-JJ.', en: 'a day as YYYY-MM-DD.' });
}
