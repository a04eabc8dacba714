import { join } from 'node:path';
import { FIELDS_CATALOGUE } from '../collectors/fields-catalogue/fields-catalogue.ts';
import { PERMISSION_NEEDS } from '../collectors/permission-needs.ts';
import { grantsInWords } from '../grants/grant-words.ts';
import type { Language } from '../i18n/language.ts';
import { exchangeCommands } from '../setup/exchange-commands.ts';
import { neededGrants } from '../setup/needed-grants.ts';
import { permissionRows } from '../setup/permission-rows.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { ROOT } from './two-audits.ts';

/** Where the table of permissions is kept. */
export const PERMISSIONS_GUIDE = join(ROOT, 'docs/permissions.md');
export const README = join(ROOT, 'README.md');

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

const BEGINS = '<!-- permissions: written by npm run goldens -->';
const ENDS = '<!-- permissions end -->';

/** The README with its table of sources, requests and permissions as the collectors have them. Throws where its place is not marked. */
export function withPermissions(readme: string): string {
  const [before, rest] = readme.split(`${BEGINS}\n`);
  const after = rest?.split(ENDS)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${BEGINS} … ${ENDS}`);
  const rows = SOURCE_IDS.map((source) => {
    const own = PERMISSION_NEEDS.filter((need) => need.source === source);
    const whole = source === 'tenant' ? own : own.filter(({ part }) => part === null);
    const permissions = whole.map(({ grants }) => grantsInWords(grants).en).join(', ');
    const licence = whole.flatMap((need) => (need.licence === null ? [] : [grantsInWords(need.licence).en]));
    return `| \`${source}\` | ${requestsOf(source)} | ${permissions} | ${licence[0] ?? 'none'} |`;
  });
  const table = [
    '| source | asks | permission (application, unless told) | licence |',
    '|---|---|---|---|',
    ...rows,
  ];
  return `${before}${BEGINS}\n${table.join('\n')}\n${ENDS}${after}`;
}

function requestsOf(source: SourceId): string {
  const asked = FIELDS_CATALOGUE.filter((one) => one.source === source);
  const names = asked.map(({ from, path }) => (from === 'beta' ? `\`/beta${path}\`` : `\`${path}\``));
  return [...new Set(names)].join(', ');
}
