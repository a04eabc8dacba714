import type { Command } from 'commander';
import { commandsOf } from './help-text.ts';
import type { Io } from './io.ts';

/** Commands that sign in: `--tenant` chooses the application. */
const ASKING: ReadonlySet<string> = new Set(['audit', 'collect', 'doctor']);
/** Commands that look for an audit: `--tenant` chooses whose. */
const READING: ReadonlySet<string> = new Set([
  ...['assess', 'report', 'list', 'show', 'query', 'compare', 'check', 'audits', 'export', 'verify'],
]);

/**
 * Gives `--tenant` to the commands that sign in or look for an audit, and does what it says before they run: the variables of the
 * profile take the place of those in `env`, or the tenant's own folder that of `--out`.
 *
 * @param env of this run alone
 */
export function addTenantOption(program: Command, io: Io, env: Record<string, string | undefined>): void {
  for (const { words, command } of commandsOf(program)) {
    if (ASKING.has(words))
      command.option('--tenant <name>', 'the profile of the configuration to sign in with');
    else if (READING.has(words))
      command.option(
        '--tenant <name>',
        'audits of this tenant alone: a profile of the configuration, or its folder',
      );
  }
  program.hook('preAction', async (_, command) => {
    const given = command.opts<{ tenant?: string; config?: string | false; out?: string }>();
    if (given.tenant === undefined) return;
    const { folderOfTenant, profileVariables } = await import('./stages/profile.ts');
    const asked = { tenant: given.tenant, ...(given.config === undefined ? {} : { config: given.config }) };
    if (ASKING.has(command.name())) Object.assign(env, await profileVariables(asked, io));
    else command.setOptionValue('out', await folderOfTenant({ ...asked, out: given.out ?? 'reports' }, io));
  });
}
