import { expect, test } from 'vitest';
import { PERMISSION_NEEDS } from '../collectors/permission-needs.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { needsOfSources, neededGrants, NOT_GRANTED } from './needed-grants.ts';
import { permissionRows } from './permission-rows.ts';

test('all sources together take these names, each once', () => {
  expect(neededGrants(new Set(SOURCE_IDS))).toEqual({
    graph: [
      'AuditLog.Read.All',
      'Domain.Read.All',
      'GroupMember.Read.All',
      'LicenseAssignment.Read.All',
      'MailboxSettings.Read',
      'Organization.Read.All',
      'Policy.Read.All',
      'ReportSettings.Read.All',
      'Reports.Read.All',
      'RoleEligibilitySchedule.Read.Directory',
      'RoleManagement.Read.Directory',
      'User.Read.All',
    ],
    delegated: ['Agreement.Read.All', 'AgreementAcceptance.Read.All'],
    exchange: ['Exchange.ManageAsApp'],
    exchangeRoles: ['View-Only Configuration', 'View-Only Recipients'],
    readsUsageReports: true,
  });
});

test('a source alone takes its own names only', () => {
  expect(neededGrants(new Set(['accounts']))).toEqual({
    graph: ['User.Read.All'],
    ...{ delegated: [], exchange: [], exchangeRoles: [], readsUsageReports: false },
  });
  expect(neededGrants(new Set(['mail-flow'])).exchangeRoles).toEqual([
    'View-Only Configuration',
    'View-Only Recipients',
  ]);
});

test('none of what is granted can write, by its name', () => {
  const { graph, delegated } = neededGrants(new Set(SOURCE_IDS));
  expect([...graph, ...delegated].filter((name) => !/\.Read(\.|$)/.test(name))).toEqual([]);
});

test('what is not granted is named by a need, and says why in both languages', () => {
  const rows = permissionRows(PERMISSION_NEEDS);
  for (const [name, why] of Object.entries(NOT_GRANTED)) {
    const at = PERMISSION_NEEDS.findIndex(({ grants }) => grants.flat().some((one) => one.name === name));
    expect([name, rows[at]?.why]).toEqual([name, why]);
  }
});

test('every need says why, and no two lines of a source say the same', () => {
  for (const source of SOURCE_IDS) {
    const whys = permissionRows(needsOfSources(new Set([source]))).map(({ why }) => why.fr);
    expect([source, whys.length > 0, new Set(whys).size]).toEqual([source, true, whys.length]);
  }
});
