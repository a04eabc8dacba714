import { expect, test } from 'vitest';
import { assessTinyOf } from '../../../testing/assess-tiny.ts';
import { IMPORTED } from '../../../testing/imported.ts';

const assessTiny = assessTinyOf('inactive-mailboxes', 'physicians-without-mailbox');

function account(name: string): object {
  return {
    ...{ accountId: `id-${name}`, userPrincipalName: name, accountEnabled: true, userType: 'Member' },
    ...{ createdAt: '2015-01-01T00:00:00Z', jobTitle: 'Médecin', exchangePlans: null },
  };
}

function mail(name: string): object {
  return {
    userPrincipalName: name,
    refreshedOn: '2020-10-27',
    isDeleted: false,
    lastActivityOn: '2020-01-01',
  };
}

test('a mailbox of which no export tells the kind is taken for a personal one, and a gap tells so', async () => {
  const names = ['a-user', 'b-untold', 'c-exchange-untold', 'd-exchange-other', 'e-shared', 'f-none'];
  const { situation, verdicts } = await assessTiny({
    tables: {
      accounts: names.map(account),
      'mail-activity': names.map(mail),
      'mailbox-usage': [
        { userPrincipalName: 'a-user', recipientType: 'user', isDeleted: false },
        { userPrincipalName: 'b-untold', recipientType: null, isDeleted: false },
        { userPrincipalName: 'd-exchange-other', recipientType: null, isDeleted: false },
        { userPrincipalName: 'e-shared', recipientType: null, isDeleted: false },
      ],
      'mailbox-forwarding': [
        { accountId: 'id-c-exchange-untold', recipientType: null, forwardingReturned: true },
        { accountId: 'id-d-exchange-other', recipientType: 'DiscoveryMailbox', forwardingReturned: true },
        { accountId: 'id-e-shared', recipientType: 'SharedMailbox', forwardingReturned: true },
      ],
    },
    manifest: { imported: IMPORTED },
  });
  const gaps = situation.gaps.filter(
    ({ source, reason }) => source === 'accounts' && reason === 'not-exported',
  );
  expect({
    inactive: await verdicts('inactive-mailboxes'),
    without: await verdicts('physicians-without-mailbox'),
    gaps: gaps.map(({ accounts, words }) => [accounts, words.what.en]),
  }).toEqual({
    inactive: {
      ...{ 'a-user': 'non-compliant', 'b-untold': 'non-compliant', 'c-exchange-untold': 'non-compliant' },
      ...{ 'd-exchange-other': 'not-applicable', 'e-shared': 'not-applicable', 'f-none': 'not-applicable' },
    },
    without: {
      ...{ 'a-user': 'compliant', 'b-untold': 'undetermined', 'c-exchange-untold': 'undetermined' },
      ...{ 'd-exchange-other': 'non-compliant', 'e-shared': 'not-applicable', 'f-none': 'non-compliant' },
    },
    gaps: [
      [
        2,
        'Accounts of which no export tells whether they have a personal mailbox, or of what kind theirs is: they are taken for having one.',
      ],
    ],
  });
});
