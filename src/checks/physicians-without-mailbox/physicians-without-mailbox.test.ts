import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('physicians-without-mailbox');

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

test('a physician’s account without a personal mailbox is counted, and one of an unknown plan is not known', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a-mailbox', { jobTitle: 'Médecin' }),
        account('b-none', { jobTitle: 'Médecin', exchangePlans: [] }),
        account('c-plan-off', {
          jobTitle: 'Médecin',
          exchangePlans: [{ ...MAILBOX_PLAN, status: 'Deleted' }],
        }),
        account('d-unknown-plan', {
          jobTitle: 'Médecin',
          exchangePlans: [{ id: 'new-plan', status: 'Enabled' }],
        }),
        account('e-user-row', { jobTitle: 'Médecin', exchangePlans: [], accountEnabled: false }),
        account('f-shared', { jobTitle: 'Médecin' }),
        account('g-guest', { jobTitle: 'Médecin', userType: 'Guest', exchangePlans: [] }),
        account('h-staff', { exchangePlans: [] }),
      ],
      'mailbox-usage': [
        { userPrincipalName: 'a-mailbox', recipientType: 'User' },
        { userPrincipalName: 'e-user-row', recipientType: 'User' },
        { userPrincipalName: 'f-shared', recipientType: 'Shared' },
      ],
    },
  });
  expect(await verdicts('physicians-without-mailbox')).toEqual({
    'a-mailbox': 'compliant',
    'b-none': 'non-compliant',
    'c-plan-off': 'non-compliant',
    'd-unknown-plan': 'undetermined',
    'e-user-row': 'compliant',
    'f-shared': 'not-applicable',
    'g-guest': 'not-applicable',
    'h-staff': 'not-applicable',
  });
  expect(indicator('physicians-without-mailbox')).toMatchObject({ population: 5, examined: 4, count: 2 });
});

test('a physician whose row in mailbox usage may be a deleted account’s is neither with a mailbox nor without', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: ['a-live', 'b-untold', 'c-both', 'd-none'].map((name) =>
        account(name, { jobTitle: 'Médecin', exchangePlans: [] }),
      ),
      'mailbox-usage': [
        { userPrincipalName: 'a-live', recipientType: 'User' },
        { userPrincipalName: 'b-untold', recipientType: 'User', isDeleted: null },
        { userPrincipalName: 'c-both', recipientType: 'User' },
        { userPrincipalName: 'c-both', recipientType: 'Shared', isDeleted: null },
      ],
    },
  });
  expect(await verdicts('physicians-without-mailbox')).toEqual({
    'a-live': 'compliant',
    'b-untold': 'undetermined',
    'c-both': 'compliant',
    'd-none': 'non-compliant',
  });
});

test.each([
  ['nothing lists the mailboxes', {}, {}, 'undetermined'],
  [
    'Exchange listed a part of them',
    { 'mailbox-forwarding': [{ accountId: 'id-z', recipientType: 'UserMailbox' }] },
    { 'mailbox-forwarding': { outcome: 'partial' as const, reason: 'gave-up' as const, expected: 9 } },
    'undetermined',
  ],
  [
    'Exchange listed them',
    { 'mailbox-forwarding': [{ accountId: 'id-z', recipientType: 'UserMailbox' }] },
    {},
    'non-compliant',
  ],
])('an account without a plan, where %s', async (_, tables, sources, verdict) => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [account('a-none', { jobTitle: 'Médecin', exchangePlans: [] })],
      ...tables,
    },
    sources: { 'mailbox-usage': { outcome: 'refused', reason: 'permission' }, ...sources },
  });
  expect(await verdicts('physicians-without-mailbox')).toEqual({ 'a-none': verdict });
});
