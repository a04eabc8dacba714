import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('unused-licences');

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

function signIn(name: string, lastSuccessfulSignInAt: string | null): object {
  return { accountId: `id-${name}`, lastSuccessfulSignInAt };
}

const [USED, UNUSED] = ['2020-10-20', '2020-07-01'];
const [SIGNED_IN, NOT_LATELY] = ['2020-10-20T10:00:00Z', '2020-07-01T10:00:00Z'];

const E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const F3 = '66b55226-6b4f-492c-910c-a3b7a3c9d993';
const UNLISTED = '00000000-0000-4000-8000-000000000001';
const TENANT = {
  ...{ tenantId: 't', displayName: 'Réseau', domains: [], namesConcealed: false },
  servicePlans: [{ id: MAILBOX_PLAN.id, name: 'EXCHANGE_S_ENTERPRISE' }],
  skus: [
    { id: E3, partNumber: 'SPE_E3', consumed: 7, enabled: 10 },
    { id: F3, partNumber: 'SPE_F1', consumed: 2, enabled: 2 },
  ],
};
const ACCOUNTS = [
  account('a-unused', { licences: [E3, F3], companyName: 'CISSS de Laval' }),
  account('b-mail-only', { licences: [E3] }),
  account('c-sign-in-only', { licences: [E3] }),
  account('d-no-mailbox-unused', { licences: [F3, UNLISTED], exchangePlans: [] }),
  account('e-no-mailbox-used', { licences: [E3], exchangePlans: [] }),
  account('f-no-mailbox-unknown', { licences: [E3], exchangePlans: [] }),
  account('g-mail-unknown', { licences: [E3] }),
  account('h-not-told', { licences: null }),
  account('i-none', { licences: [] }),
  account('j-guest', { licences: [E3], userType: 'Guest' }),
  account('k-unknown-plan', { licences: [E3], exchangePlans: [{ id: 'new-plan', status: 'Enabled' }] }),
];
const TABLES = {
  tenant: [TENANT],
  accounts: ACCOUNTS,
  'mail-activity': [
    mail('a-unused', UNUSED),
    mail('b-mail-only', USED),
    mail('c-sign-in-only', UNUSED),
    mail('h-not-told', UNUSED),
    mail('i-none', UNUSED),
  ],
  'sign-in-activity': ACCOUNTS.map(({ userPrincipalName }) => String(userPrincipalName))
    .filter((name) => name !== 'f-no-mailbox-unknown')
    .map((name) => signIn(name, /sign-in-only|mailbox-used/.test(name) ? SIGNED_IN : NOT_LATELY)),
};

test('a licence is unused where its account is: by mail and sign-in, or by sign-in alone without a mailbox', async () => {
  const { verdicts, indicator, findings } = await assessTiny(
    { tables: TABLES },
    { licences: { currency: 'CAD', monthlyPrices: { spe_e3: 41.2, [F3]: 9.95 } } },
  );
  expect(await verdicts('unused-licences')).toEqual({
    'a-unused': 'non-compliant',
    'b-mail-only': 'compliant',
    'c-sign-in-only': 'compliant',
    'd-no-mailbox-unused': 'non-compliant',
    'e-no-mailbox-used': 'compliant',
    'f-no-mailbox-unknown': 'undetermined',
    'g-mail-unknown': 'undetermined',
    'h-not-told': 'undetermined',
    'i-none': 'not-applicable',
    'j-guest': 'not-applicable',
    'k-unknown-plan': 'undetermined',
  });
  expect(indicator('unused-licences')).toMatchObject({
    ...{ lowerBound: false, population: 9, examined: 5, count: 2, undetermined: 4 },
    facts: { bySku: { SPE_E3: 1, SPE_F1: 2, [UNLISTED]: 1 } },
  });
  const rows = await findings('unused-licences', ['userPrincipalName', 'licences', 'monthlyCost']);
  expect(rows.slice(0, 2)).toEqual([
    { userPrincipalName: 'a-unused', licences: 'SPE_E3; SPE_F1', monthlyCost: '51.15' },
    { userPrincipalName: 'd-no-mailbox-unused', licences: `${UNLISTED}; SPE_F1`, monthlyCost: '9.95' },
  ]);
});

test('the licences of the tenant tell how many are unused, where, and what these cost', async () => {
  const { situation } = await assessTiny(
    { tables: TABLES },
    { licences: { currency: 'CAD', monthlyPrices: { SPE_E3: 41.2, [F3]: 9.95 } } },
  );
  expect(situation.licences).toEqual({
    currency: 'CAD',
    lowerBound: true,
    accountsNotTold: 1,
    monthlyCost: 61.1,
    skus: [
      {
        ...{ id: E3, partNumber: 'SPE_E3', consumed: 7, enabled: 10 },
        ...{ held: 7, unused: 1, undetermined: 3, monthlyCost: 41.2 },
        byEstablishment: [{ id: 'CISSS de Laval', unused: 1, monthlyCost: 41.2 }],
      },
      {
        ...{ id: F3, partNumber: 'SPE_F1', consumed: 2, enabled: 2 },
        ...{ held: 2, unused: 2, undetermined: 0, monthlyCost: 19.9 },
        byEstablishment: [
          { id: 'CISSS de Laval', unused: 1, monthlyCost: 9.95 },
          { id: '', unused: 1, monthlyCost: 9.95 },
        ],
      },
      { id: UNLISTED, held: 1, unused: 1, undetermined: 0, byEstablishment: [{ id: '', unused: 1 }] },
    ],
  });
});

test('a price of a licence that the tenant does not have is told, and is no error', async () => {
  const { situation } = await assessTiny(
    { tables: { ...TABLES, accounts: [account('a', { licences: [E3] })] } },
    { licences: { currency: 'CAD', monthlyPrices: { SPE_E3: 41.2, SPE_E5: 60 } } },
  );
  const told = situation.gaps.filter(({ source }) => source === 'tenant').map(({ words }) => words.what.en);
  expect(told).toEqual(['The config has a price for licences that the organization does not have: SPE_E5.']);
});

test('licences that nobody told of are no zero', async () => {
  const { situation, indicator } = await assessTiny({
    tables: {
      accounts: [account('a', { licences: null })],
      'mail-activity': [mail('a', UNUSED)],
      'sign-in-activity': [signIn('a', null)],
    },
  });
  expect(situation.licences).toBeUndefined();
  expect(indicator('unused-licences')).toMatchObject({
    population: 1,
    examined: 0,
    count: 0,
    undetermined: 1,
    facts: {},
  });
});

test('where nothing tells who uses the licences, they cost no 0', async () => {
  const { situation } = await assessTiny(
    { tables: { accounts: [account('a', { licences: [E3] })] } },
    { licences: { currency: 'CAD', monthlyPrices: { [E3]: 41.2 } } },
  );
  expect(situation.licences).toEqual({
    currency: 'CAD',
    lowerBound: true,
    accountsNotTold: 0,
    skus: [{ id: E3, held: 1, unused: 0, undetermined: 1, byEstablishment: [] }],
  });
});
