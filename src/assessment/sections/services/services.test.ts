import { expect, test } from 'vitest';
import { assessTiny } from '../../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../../testing/tiny-snapshot.ts';

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    exchangePlans: [MAILBOX_PLAN],
    licences: [],
    ...more,
  };
}

function forms(name: string, lastActivityOn: string | null): object {
  return { refreshedOn: '2020-10-25', userPrincipalName: name, lastActivityOn };
}

test('Forms is told as beta, by its own date and without licences, and what has no report is told by name', async () => {
  const { situation } = await assessTiny({
    tables: {
      accounts: [
        account('a', { jobTitle: 'Médecin' }),
        account('b'),
        account('c'),
        account('guest', { userType: 'Guest' }),
      ],
      'forms-activity': [
        forms('A', '2020-09-25'),
        forms('b', '2020-09-24'),
        forms('c', null),
        forms('guest', '2020-10-20'),
      ],
    },
  });
  expect(situation.serviceUsage).toEqual([
    { service: 'forms', beta: true, active30: 1, active90: 2, physicians: { active30: 1, active90: 1 } },
  ]);
  expect(situation.servicesWithoutReport).toEqual(['planner', 'stream']);
  expect(situation.tenantServices).toBeUndefined();
});

test('the tenant’s own totals stand as Microsoft counts them, in the order of the services', async () => {
  const row = (service: string, active: number | null, inactive: number | null): object => ({
    ...{ refreshedOn: '2020-10-27', service, active, inactive },
  });
  const { situation } = await assessTiny({
    tables: {
      accounts: [account('a')],
      'service-counts': [row('teams', 3, 4), row('exchange', 171_439, 134_115), row('onedrive', 5, null)],
    },
  });
  expect(situation.tenantServices).toEqual([
    { service: 'exchange', active: 171_439, inactive: 134_115, refreshedOn: '2020-10-27' },
    { service: 'onedrive', active: 5, refreshedOn: '2020-10-27' },
    { service: 'teams', active: 3, inactive: 4, refreshedOn: '2020-10-27' },
  ]);
});
