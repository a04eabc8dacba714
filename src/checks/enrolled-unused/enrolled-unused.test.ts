import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('enrolled-unused');

const LONG_AGO = '2015-01-01T00:00:00Z';

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    createdAt: LONG_AGO,
    exchangePlans: [MAILBOX_PLAN],
    ...more,
  };
}

function mail(name: string, lastActivityOn: string | null, receiveCount: number | null = 0): object {
  return {
    refreshedOn: '2020-10-27',
    userPrincipalName: name,
    isDeleted: false,
    lastActivityOn,
    receiveCount,
  };
}

const CONFIG = {
  enrolments: [
    { id: 'telefax', label: { fr: 'Service Téléfax', en: 'Telefax service' }, group: 'GRP-TELEFAX' },
    { id: 'portail', label: { fr: 'Portail', en: 'Portal' }, group: 'GRP-PORTAIL' },
  ],
};
const MANIFEST = { groups: ['GRP-TELEFAX', 'GRP-PORTAIL'] };

function member(groupRef: string, name: string): object {
  return { groupRef, groupId: groupRef.toLowerCase(), accountId: `id-${name}` };
}

const PHYSICIAN = { jobTitle: 'Médecin' };
const TABLES = {
  accounts: [
    account('a-unused', PHYSICIAN),
    account('b-used', PHYSICIAN),
    account('c-absent', PHYSICIAN),
    account('d-not-enrolled', PHYSICIAN),
    account('e-staff'),
    account('f-no-mailbox', { ...PHYSICIAN, exchangePlans: [] }),
  ],
  'mail-activity': [
    mail('a-unused', '2020-07-01'),
    mail('b-used', '2020-10-20'),
    mail('d-not-enrolled', '2020-07-01'),
    mail('e-staff', '2020-07-01'),
  ],
};
const MEMBERS = [
  member('GRP-TELEFAX', 'a-unused'),
  member('GRP-PORTAIL', 'a-unused'),
  member('GRP-TELEFAX', 'b-used'),
  member('GRP-PORTAIL', 'c-absent'),
  member('GRP-TELEFAX', 'e-staff'),
  member('GRP-TELEFAX', 'f-no-mailbox'),
  member('GRP-OF-A-POLICY', 'd-not-enrolled'),
];

test('a physician enrolled in a service is counted where the mailbox is unused', async () => {
  const { verdicts, indicator, findings, situation } = await assessTiny(
    { tables: { ...TABLES, 'group-members': MEMBERS }, manifest: MANIFEST },
    CONFIG,
  );
  expect(await verdicts('enrolled-unused')).toEqual({
    'a-unused': 'non-compliant',
    'b-used': 'compliant',
    'c-absent': 'undetermined',
    'd-not-enrolled': 'not-applicable',
    'e-staff': 'not-applicable',
    'f-no-mailbox': 'not-applicable',
  });
  expect(indicator('enrolled-unused')).toMatchObject({
    lowerBound: false,
    population: 3,
    examined: 2,
    count: 1,
  });
  expect(await findings('enrolled-unused', ['userPrincipalName', 'enrolments'])).toEqual([
    { userPrincipalName: 'a-unused', enrolments: 'portail; telefax' },
    { userPrincipalName: 'c-absent', enrolments: 'portail' },
  ]);
  expect(situation.enrolments.map(({ id, unusedMailbox }) => ({ id, unusedMailbox }))).toEqual([
    { id: 'telefax', unusedMailbox: { physicians: 2, unused: 1, undetermined: 0 } },
    { id: 'portail', unusedMailbox: { physicians: 2, unused: 1, undetermined: 1 } },
  ]);
});

test('where a group was not read, a physician in none of the others is undetermined', async () => {
  const { verdicts, situation } = await assessTiny(
    {
      tables: {
        ...TABLES,
        'group-members': MEMBERS.filter((row) => !('groupRef' in row) || row.groupRef !== 'GRP-PORTAIL'),
      },
      sources: {
        'group-members': {
          outcome: 'partial',
          reason: 'permission',
          misses: [{ part: 'group', subject: 'GRP-PORTAIL', reason: 'permission', detail: '403' }],
        },
      },
      manifest: MANIFEST,
    },
    CONFIG,
  );
  expect(await verdicts('enrolled-unused')).toEqual({
    'a-unused': 'non-compliant',
    'b-used': 'compliant',
    'c-absent': 'undetermined',
    'd-not-enrolled': 'undetermined',
    'e-staff': 'not-applicable',
    'f-no-mailbox': 'not-applicable',
  });
  expect(situation.enrolments.map(({ id, unusedMailbox }) => [id, unusedMailbox])).toEqual([
    ['telefax', { physicians: 2, unused: 1, undetermined: 0 }],
    ['portail', undefined],
  ]);
});

test('groups that were not read at all make nobody compliant', async () => {
  const { indicator } = await assessTiny({ tables: TABLES }, CONFIG);
  expect(indicator('enrolled-unused')).toMatchObject({
    population: 4,
    examined: 0,
    count: 0,
    undetermined: 4,
  });
});

test('without the mail report not even the mailbox of a young account is said to be used', async () => {
  const young = account('young', { ...PHYSICIAN, createdAt: '2020-10-01T00:00:00Z' });
  const { indicator, verdicts } = await assessTiny(
    {
      tables: { accounts: [young], 'group-members': [member('GRP-TELEFAX', 'young')] },
      manifest: MANIFEST,
    },
    CONFIG,
  );
  expect(await verdicts('enrolled-unused')).toEqual({ young: 'undetermined' });
  expect(indicator('enrolled-unused')).toMatchObject({ lowerBound: true, population: 1, examined: 0 });
});

test('without an enrolment in the config there is nobody to count', async () => {
  const { indicator } = await assessTiny({ tables: { ...TABLES, 'group-members': [] } });
  expect(indicator('enrolled-unused')).toMatchObject({
    lowerBound: false,
    population: 0,
    count: 0,
    undetermined: 0,
  });
});
