import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('unread-mail');

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

test('a mailbox is counted where nobody uses it and it received something', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a-unused-receiving', { jobTitle: 'Médecin' }),
        account('b-unused-empty'),
        account('c-used-receiving'),
        account('d-unused-not-told'),
        account('e-used-not-told'),
        account('f-never-used-receiving', { accountEnabled: false }),
        account('g-young-receiving', { createdAt: '2020-10-01T00:00:00Z' }),
        account('h-absent'),
        account('i-guest', { userType: 'Guest' }),
        account('j-exactly-90-days'),
      ],
      'mail-activity': [
        mail('A-Unused-Receiving', '2020-07-28', 7),
        mail('b-unused-empty', '2020-07-28', 0),
        mail('c-used-receiving', '2020-10-20', 9),
        mail('d-unused-not-told', '2020-07-28', null),
        mail('e-used-not-told', '2020-10-20', null),
        mail('f-never-used-receiving', null, 5),
        mail('g-young-receiving', null, 5),
        mail('i-guest', '2020-01-01', 5),
        mail('j-exactly-90-days', '2020-07-29', 5),
      ],
    },
  });
  expect(await verdicts('unread-mail')).toEqual({
    'a-unused-receiving': 'non-compliant',
    'b-unused-empty': 'compliant',
    'c-used-receiving': 'compliant',
    'd-unused-not-told': 'undetermined',
    'e-used-not-told': 'compliant',
    'f-never-used-receiving': 'non-compliant',
    'g-young-receiving': 'compliant',
    'h-absent': 'undetermined',
    'i-guest': 'not-applicable',
    'j-exactly-90-days': 'compliant',
  });
  expect(indicator('unread-mail')).toMatchObject({
    ...{ lowerBound: false, population: 9, examined: 7, count: 2, undetermined: 2 },
    physicians: { population: 1, examined: 1, count: 1, undetermined: 0 },
    facts: { received: 12 },
  });
});

test('physicians come first, then whoever received the most', async () => {
  const { findings } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b'), account('c', { jobTitle: 'Médecin' }), account('d')],
      'mail-activity': [mail('a', null, 2), mail('b', null, 30), mail('c', null, 1), mail('d', null, null)],
    },
  });
  const columns = ['userPrincipalName', 'verdict', 'receivedCount', 'daysInactive'];
  expect(await findings('unread-mail', columns)).toEqual([
    { userPrincipalName: 'c', verdict: 'non-compliant', receivedCount: 1n, daysInactive: null },
    { userPrincipalName: 'b', verdict: 'non-compliant', receivedCount: 30n, daysInactive: null },
    { userPrincipalName: 'a', verdict: 'non-compliant', receivedCount: 2n, daysInactive: null },
    { userPrincipalName: 'd', verdict: 'undetermined', receivedCount: null, daysInactive: null },
  ]);
});

test('where the report does not tell what arrives, nothing is said to arrive nowhere', async () => {
  const { indicator } = await assessTiny({
    tables: {
      accounts: [account('a'), account('b')],
      'mail-activity': [mail('a', null, null), mail('b', '2020-10-20', null)],
    },
  });
  expect(indicator('unread-mail')).toMatchObject({
    population: 2,
    examined: 1,
    count: 0,
    undetermined: 1,
    facts: {},
  });
});
