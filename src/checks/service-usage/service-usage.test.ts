import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('service-usage');

function account(name: string, more: object = {}): Record<string, unknown> {
  return { accountId: `id-${name}`, userPrincipalName: name, exchangePlans: [MAILBOX_PLAN], ...more };
}

function row(name: string, more: object): object {
  return { refreshedOn: '2020-10-27', userPrincipalName: name, isDeleted: false, ...more };
}

test('each service counts its licences, and its activity within 30 and 90 days, over personal mailboxes', async () => {
  const { situation, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a', { jobTitle: 'Médecin' }),
        account('b'),
        account('c'),
        account('d'),
        account('no-mailbox', { exchangePlans: [] }),
        account('absent'),
      ],
      'service-activity': [
        row('A', { teamsLicensed: true, teamsLastActivityOn: '2020-09-27', onedriveLicensed: false }),
        row('b', { teamsLicensed: true, teamsLastActivityOn: '2020-09-26' }),
        row('c', { teamsLicensed: false, teamsLastActivityOn: '2020-07-29' }),
        row('d', { teamsLicensed: true, teamsLastActivityOn: '2020-07-28' }),
        row('no-mailbox', { teamsLicensed: true, teamsLastActivityOn: '2020-10-27' }),
      ],
    },
  });
  const none = { licensed: 0, active30: 0, active90: 0 };
  expect(situation.serviceUsage).toEqual([
    { service: 'exchange', ...none, physicians: none },
    { service: 'onedrive', ...none, physicians: none },
    { service: 'sharepoint', ...none, physicians: none },
    {
      service: 'teams',
      licensed: 3,
      active30: 1,
      active90: 3,
      physicians: { licensed: 1, active30: 1, active90: 1 },
    },
    { service: 'viva-engage', ...none, physicians: none },
  ]);
  expect(indicator('service-usage')).toMatchObject({
    lowerBound: false,
    population: 5,
    examined: 4,
    count: 0,
    undetermined: 1,
    facts: {},
  });
});

test('without its report no usage is told, rather than none at all', async () => {
  const { situation } = await assessTiny({ tables: { accounts: [account('a')] } });
  expect(situation.serviceUsage).toEqual([]);
});
