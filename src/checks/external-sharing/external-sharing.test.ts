import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('external-sharing');

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

function shared(name: string, sharedExternally: number | null, more: object = {}): object {
  return { refreshedOn: '2020-10-27', userPrincipalName: name, isDeleted: false, sharedExternally, ...more };
}

const ACCOUNTS = [
  account('a-onedrive'),
  account('b-sharepoint', { jobTitle: 'Médecin' }),
  account('c-both'),
  account('d-inside-only'),
  account('e-in-neither'),
  account('f-not-told'),
  account('g-deleted-row'),
  account('h-guest', { userType: 'Guest' }),
];

test('a row that does not tell whether its account is deleted settles nothing, and is no absence either', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: ACCOUNTS.slice(0, 4),
      'onedrive-activity': [
        shared('a-onedrive', 3, { isDeleted: null }),
        shared('b-sharepoint', 0),
        shared('c-both', 2),
        shared('d-inside-only', 0),
        shared('d-inside-only', 7, { isDeleted: null }),
      ],
      'sharepoint-activity': [
        shared('a-onedrive', 0),
        shared('b-sharepoint', 2, { isDeleted: null }),
        shared('c-both', 2, { isDeleted: null }),
      ],
    },
  });
  expect(await verdicts('external-sharing')).toEqual({
    'a-onedrive': 'undetermined',
    'b-sharepoint': 'undetermined',
    'c-both': 'non-compliant',
    'd-inside-only': 'compliant',
  });
});

test('whoever shared a file outside, through either service, is counted', async () => {
  const { verdicts, indicator, findings } = await assessTiny({
    tables: {
      accounts: ACCOUNTS,
      'onedrive-activity': [
        shared('A-OneDrive', 3),
        shared('b-sharepoint', 0),
        shared('c-both', 1),
        shared('d-inside-only', 0, { sharedInternally: 9 }),
        shared('f-not-told', null),
        shared('g-deleted-row', 4, { isDeleted: true }),
        shared('h-guest', 5),
      ],
      'sharepoint-activity': [shared('b-sharepoint', 2), shared('c-both', 20), shared('f-not-told', 0)],
    },
  });
  expect(await verdicts('external-sharing')).toEqual({
    'a-onedrive': 'non-compliant',
    'b-sharepoint': 'non-compliant',
    'c-both': 'non-compliant',
    'd-inside-only': 'compliant',
    'e-in-neither': 'undetermined',
    'f-not-told': 'undetermined',
    'g-deleted-row': 'undetermined',
    'h-guest': 'not-applicable',
  });
  expect(indicator('external-sharing')).toMatchObject({
    ...{ lowerBound: false, population: 7, examined: 4, count: 3, undetermined: 3 },
    physicians: { population: 1, examined: 1, count: 1, undetermined: 0 },
    facts: { onedrive: 2, sharepoint: 2, files: 26 },
  });
  const [worst] = await findings('external-sharing', ['userPrincipalName', 'sharepointSharedExternally']);
  expect(worst).toEqual({ userPrincipalName: 'c-both', sharepointSharedExternally: 20n });
});

test('with one of the reports alone the count is a lower bound, and what the other tells is left out', async () => {
  const { indicator } = await assessTiny({
    tables: { accounts: ACCOUNTS, 'onedrive-activity': [shared('a-onedrive', 3), shared('c-both', 0)] },
  });
  expect(indicator('external-sharing')).toMatchObject({
    ...{ lowerBound: true, population: 7, examined: 2, count: 1, undetermined: 5 },
    facts: { onedrive: 1 },
  });
  expect(Object.keys(indicator('external-sharing').facts)).toEqual(['onedrive']);
});
