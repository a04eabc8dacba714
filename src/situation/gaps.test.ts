import { expect, test } from 'vitest';
import { assessTiny, type AssessedTiny } from '../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../testing/tiny-snapshot.ts';

function gapsOf({ situation }: AssessedTiny): unknown[] {
  return situation.gaps
    .filter(({ source }) => source !== 'mailbox-forwarding')
    .map(({ source, reason, accounts, words }) => [source, reason, accounts, words.what.en]);
}

const EVERYTHING = {
  'sign-in-activity': [],
  'mail-activity': [],
  'mailbox-usage': [],
  'service-activity': [],
  'inbox-rules': [],
  'mfa-registrations': [],
} as const;

test('each source that was not read whole is a gap, with its reason and how many accounts it concerns', async () => {
  const found = await assessTiny({
    tables: {
      ...EVERYTHING,
      accounts: [
        { accountId: 'a', userPrincipalName: 'a', accountEnabled: true, exchangePlans: [MAILBOX_PLAN] },
        { accountId: 'b', userPrincipalName: 'b', accountEnabled: true },
      ],
    },
    sources: {
      tenant: { outcome: 'partial', reason: 'permission', needs: 'Domain.Read.All', read: 3, expected: 4 },
      accounts: { outcome: 'partial', reason: 'gave-up', read: 2, expected: 7 },
      'sign-in-activity': { outcome: 'refused', reason: 'licence' },
      'mail-activity': { outcome: 'refused', reason: 'permission', detail: '403 S2SUnauthorized' },
      'mailbox-usage': { namesConcealed: true },
      'service-activity': { outcome: 'skipped', reason: 'not-read' },
      'inbox-rules': { outcome: 'refused', reason: 'permission' },
      'mfa-registrations': { outcome: 'refused', reason: 'error' },
      'group-members': { outcome: 'skipped', reason: 'not-read' },
    },
  });
  expect(gapsOf(found)).toEqual([
    [
      'tenant',
      'permission',
      1,
      'Facts about the organization: access refused, permission missing, read 3 / 4.',
    ],
    ['accounts', 'gave-up', 5, 'Accounts of the directory: given up after several attempts, read 2 / 7.'],
    ['sign-in-activity', 'licence', 2, 'Last sign-ins: access refused, licence missing.'],
    [
      'mail-activity',
      'permission',
      1,
      'Mail activity report: access refused, permission missing (403 S2SUnauthorized).',
    ],
    ['mailbox-usage', 'concealed-names', 1, 'Mailbox usage report: names concealed.'],
    ['service-activity', 'not-read', 1, 'Active users report: not read.'],
    ['inbox-rules', 'permission', 1, 'Inbox rules: access refused, permission missing.'],
    ['mfa-registrations', 'error', 2, 'Multifactor registrations: error of the service.'],
  ]);
  expect(found.situation.gaps[0]?.remedy).toBe(
    'Accorder Domain.Read.All à l’application avec le consentement de l’administrateur, puis collecter de nouveau.',
  );
});

test('what the config needs and the snapshot lacks is a gap; so is a config without physicians', async () => {
  const found = await assessTiny(
    {
      tables: { ...EVERYTHING, accounts: [], 'group-members': [] },
      manifest: { attributes: ['userPrincipalName', 'displayName'], groups: ['GRP-LU', 'GRP-ABSENT'] },
      sources: {
        'group-members': {
          outcome: 'partial',
          reason: 'not-read',
          misses: [{ what: 'GRP-ABSENT', reason: 'not-read', detail: 'no group is named GRP-ABSENT' }],
        },
      },
    },
    {
      categories: [
        {
          id: 'all',
          physician: false,
          label: { fr: 'Tous', en: 'All' },
          when: { department: 'x', group: 'GRP-LU' },
        },
      ],
      enrolments: [
        { id: 'a', label: { fr: 'A', en: 'A' }, group: 'GRP-ABSENT' },
        { id: 'b', label: { fr: 'B', en: 'B' }, group: 'GRP-NOUVEAU' },
      ],
    },
  );
  expect(gapsOf(found)).toEqual([
    [
      'accounts',
      'not-read',
      0,
      'The config uses attributes that were not asked of the directory: department, companyName. They count as empty.',
    ],
    [
      'accounts',
      'not-read',
      0,
      'No category of physicians is defined: every figure about physicians is zero.',
    ],
    ['group-members', 'not-read', 0, 'Not read: GRP-ABSENT (no group is named GRP-ABSENT).'],
    [
      'group-members',
      'not-read',
      0,
      'The group “GRP-NOUVEAU” of the config was not asked of the directory: it counts as empty.',
    ],
  ]);
  expect(found.situation.gaps[1]?.remedy).toContain('- { id: physician, physician: true, label:');
});

test('accounts whose only Exchange plan is unknown are told, unless mailbox usage or the config settles it', async () => {
  const unknown = 'AAAAAAAA-0000-0000-0000-000000000001';
  const plan = (id: string, status = 'Enabled'): object => ({
    exchangePlans: [{ id, status }],
    createdAt: null,
  });
  const tables = {
    ...EVERYTHING,
    accounts: [
      { accountId: 'a', userPrincipalName: 'a', ...plan(unknown) },
      { accountId: 'b', userPrincipalName: 'b', ...plan(unknown) },
      { accountId: 'c', userPrincipalName: 'c', ...plan(unknown, 'Deleted') },
      { accountId: 'd', userPrincipalName: 'd', userType: 'Guest', ...plan(unknown) },
      { accountId: 'e', userPrincipalName: 'e', ...plan(unknown) },
      { accountId: 'f', userPrincipalName: 'f', ...plan('113feb6c-3fe4-4440-bddc-54d774bf0318') },
    ],
    'mailbox-usage': [
      { refreshedOn: '2020-10-27', userPrincipalName: 'b', isDeleted: false, recipientType: 'user' },
      { refreshedOn: '2020-10-27', userPrincipalName: 'e', isDeleted: false, recipientType: 'shared' },
    ],
  };
  const found = await assessTiny({ tables });
  expect(gapsOf(found)[0]).toEqual([
    'accounts',
    'not-read',
    1,
    'These accounts have an unknown Exchange plan (aaaaaaaa-0000-0000-0000-000000000001) and are not listed as users in the mailbox usage report: they are not counted among the personal mailboxes.',
  ]);
  expect(found.situation.population.mailboxes).toBe(1);
  const settled = await assessTiny({ tables }, { mailboxPlans: [unknown] });
  expect(settled.situation.population.mailboxes).toBe(2);
  expect(gapsOf(settled)[0]).toEqual([
    'mail-activity',
    'not-read',
    2,
    'Mail activity report: accounts absent, and so undetermined.',
  ]);
});
