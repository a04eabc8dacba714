import { join } from 'node:path';
import { PERMISSION_NEEDS } from '../collectors/permission-needs.ts';
import type { Language } from '../i18n/language.ts';
import { exchangeCommands } from '../setup/exchange-commands.ts';
import { neededGrants } from '../setup/needed-grants.ts';
import { permissionRows } from '../setup/permission-rows.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { ROOT } from './two-audits.ts';

/** Where the table of permissions is kept. */
export const PERMISSIONS_GUIDE = join(ROOT, 'docs/permissions.md');

const TEXTS = {
  fr: {
    title: '# Les permissions, et pourquoi',
    intro:
      'Ce que chaque source demande aux administrateurs de l’organisation, tel que l’imprime `vigie permissions`. Une permission qui ' +
      'manque coûte les chiffres qui en dépendent, pas l’audit. `vigie setup --print powershell` (ou `az`, `bicep`) imprime un script ' +
      'qui accorde le tout et le vérifie; `vigie doctor` dit ensuite ce qui peut être lu. Cette page est générée de ' +
      '`src/collectors/` et de `src/setup/`.',
    heads: '| Source | Ce qu’il faut | Licence | Pourquoi |',
    exchange:
      'Dans Exchange Online, une permission ne suffit pas\u00a0: il faut aussi un rôle. Avec le module PowerShell d’Exchange Online, une fois\u00a0:',
  },
  en: {
    title: '# The permissions, and why',
    intro:
      'What each source takes of the organisation’s administrators, as `vigie permissions` prints it. A permission that is missing ' +
      'costs the figures that need it, not the audit. `vigie setup --print powershell` (or `az`, `bicep`) prints a script that grants ' +
      'all of it and checks it; `vigie doctor` then tells what can be read. This page is generated from `src/collectors/` and ' +
      '`src/setup/`.',
    heads: '| Source | What it takes | Licence | Why |',
    exchange:
      'In Exchange Online a permission is not enough: it takes a role, too. With the Exchange Online PowerShell module, once:',
  },
} as const;

/** The permissions in both languages, as Markdown. */
export function permissionsGuide(): string {
  return `${guideIn('fr')}\n${guideIn('en')}`;
}

function guideIn(language: Language): string {
  const { title, intro, heads, exchange } = TEXTS[language];
  const rows = permissionRows(PERMISSION_NEEDS).map(
    ({ what, needs, licence, why }) =>
      `| \`${what}\` | ${needs[language]} | ${licence[language]} | ${why[language]} |`,
  );
  const { exchangeRoles } = neededGrants(new Set(SOURCE_IDS));
  const commands = exchangeCommands(exchangeRoles, {
    appId: '<application id>',
    objectId: '<object id of the enterprise application>',
  });
  return [
    ...[title, '', intro, '', heads, '|---|---|---|---|', ...rows, ''],
    ...[exchange, '', '```powershell', ...commands, '```', ''],
  ].join('\n');
}
