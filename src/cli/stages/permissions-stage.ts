import type { PermissionNeed } from '../../collectors/permission-needs.ts';
import type { Grant } from '../../grants/grant.ts';
import type { Language } from '../../i18n/language.ts';
import { csvText } from '../../renderers/csv/csv-text.ts';
import { exchangeCommands } from '../../setup/exchange-commands.ts';
import { needsOfSources, neededGrants, NOT_GRANTED, type NeededGrants } from '../../setup/needed-grants.ts';
import { permissionRows } from '../../setup/permission-rows.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import { textTable } from '../text-table.ts';
import { jsonText } from '../json-text.ts';
import { refuseNotNeeded, unaskedOrUnneeded } from './asked-sources.ts';
import { configOfChoice, type ConfigOptions } from './checked-config.ts';
import { notNeededFor } from './not-needed.ts';

export interface PermissionsOptions extends Pick<ConfigOptions, 'config'> {
  readonly format: 'table' | 'json' | 'csv';
  readonly excel?: boolean;
  readonly skip: readonly SourceId[];
  readonly only: readonly SourceId[];
  readonly lang: Language;
}

/** Prints what the asked sources need of the tenant's administrators; those that no check needs which the configuration chooses are not asked. Throws `KnownError` (usage). */
export async function permissionsStage(given: PermissionsOptions, io: Io): Promise<void> {
  // Whoever signs in may be a person: nothing is left out for want of one.
  const notNeeded = await notNeededFor(await configOfChoice(given, io));
  refuseNotNeeded(given, notNeeded);
  const unasked = unaskedOrUnneeded(given, 'device-code', notNeeded);
  const sources = new Set(SOURCE_IDS.filter((id) => !unasked.has(id)));
  const needs = needsOfSources(sources, notNeeded.fields);
  const least = neededGrants(sources, notNeeded.fields);
  const commands = grantingCommands(least);
  switch (given.format) {
    case 'json':
      return io.stdout.write(jsonText({ sources: jsonOf(needs, given.lang), least, commands }));
    case 'csv':
      return io.stdout.write(csvText(csvRows(needs, given.lang), { excel: given.excel === true }));
    case 'table':
      return io.stdout.write(
        `${tableOf(needs, given.lang, io.stdout.isTerminal ? io.stdout.columns : null)}\n${COMMANDS[given.lang]}\n\n${commands.map((line) => `  ${line}\n`).join('')}`,
      );
  }
}

const HEADS = {
  fr: ['Source', 'Ce qu’il faut', 'Licence', 'Pourquoi'],
  en: ['Source', 'What it takes', 'Licence', 'Why'],
} as const;

const COMMANDS = {
  fr: 'Pour les accorder (le premier imprime un script qui fait tout; les autres, dans Exchange Online PowerShell)\u00a0:',
  en: 'To grant them (the first prints a script that does it all; the others are of Exchange Online PowerShell):',
} as const;

function tableOf(needs: readonly PermissionNeed[], language: Language, width: number | null): string {
  const rows = permissionRows(needs).map(({ what, ...row }) => [
    what,
    row.needs[language],
    row.licence[language],
    row.why[language],
  ]);
  return textTable(HEADS[language], rows, width);
}

function grantingCommands({ exchangeRoles }: NeededGrants): readonly string[] {
  const ids = { appId: '<application id>', objectId: '<object id of the enterprise application>' };
  return [
    'vigie setup --print powershell',
    ...(exchangeRoles.length === 0 ? [] : exchangeCommands(exchangeRoles, ids)),
  ];
}

function jsonOf(needs: readonly PermissionNeed[], language: Language): readonly object[] {
  const rows = permissionRows(needs);
  return needs.map(({ source, part, grants, licence }, at) => ({
    ...{ source, part, grants, licence },
    grantedBySetup: isGrantedBySetup(grants.flat()),
    why: rows[at]?.why[language] ?? '',
  }));
}

function isGrantedBySetup(grants: readonly Grant[]): boolean {
  return !grants.some(({ name }) => name in NOT_GRANTED);
}

function csvRows(needs: readonly PermissionNeed[], language: Language): (string | boolean)[][] {
  const rows = permissionRows(needs);
  const names = (grants: readonly Grant[], kind: Grant['kind']): string =>
    [...new Set(grants.flatMap((one) => (one.kind === kind ? [one.name] : [])))].join('; ');
  return [
    [
      'source',
      'part',
      'graphPermissions',
      'delegatedPermissions',
      'exchangePermissions',
      'exchangeRole',
      'entraRole',
      'licence',
      'grantedBySetup',
      'why',
    ],
    ...needs.map(({ source, part, grants, licence }, at) => [
      source,
      part ?? '',
      names(grants.flat(), 'graph-permission'),
      names(grants.flat(), 'delegated-permission'),
      names(grants.flat(), 'exchange-permission'),
      names(grants.flat(), 'exchange-role'),
      names(grants.flat(), 'entra-role'),
      names(licence?.flat() ?? [], 'licence'),
      isGrantedBySetup(grants.flat()),
      rows[at]?.why[language] ?? '',
    ]),
  ];
}
