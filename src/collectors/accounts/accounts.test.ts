import { afterEach, expect, test } from 'vitest';
import { collecting, valuesOf, type Collecting } from '../../testing/collecting.ts';
import { accounts, countAccounts } from './accounts.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=2';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const PLANS = [
  { service: 'exchange', servicePlanId: 'EFB87545-963c-4e0d-99df-69c6916d9eb0', capabilityStatus: 'Enabled' },
  { service: 'Exchange', servicePlanId: '113feb6c-3fe4-4440-bddc-54d774bf0318', capabilityStatus: 'Deleted' },
  {
    service: 'SharePoint',
    servicePlanId: '5dbe027f-2339-4123-9542-606e4d348a72',
    capabilityStatus: 'Enabled',
  },
];

test('accounts are asked for what the config uses, and kept as they were told', async () => {
  open = await collecting(
    [
      {
        json: {
          value: [
            {
              id: 'a',
              userPrincipalName: 'Zoé.O’Neil@ssss.gouv.qc.ca',
              displayName: 'Zoé O’Neil',
              accountEnabled: true,
              userType: 'Member',
              createdDateTime: '2019-02-07T21:53:13.123Z',
              assignedPlans: PLANS,
              assignedLicenses: [
                { skuId: '05E9A617-0261-4CEE-BB44-138D3EF5D965', disabledPlans: [] },
                { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] },
              ],
              companyName: 'CISSS de Laval',
              onPremisesExtensionAttributes: { extensionAttribute3: 'gp', extensionAttribute4: 'not asked' },
            },
          ],
          '@odata.nextLink': NEXT,
        },
      },
      {
        json: {
          value: [
            { id: 'b', accountEnabled: false, createdDateTime: null, onPremisesExtensionAttributes: null },
            { id: 'c', assignedLicenses: [] },
          ],
        },
      },
      { text: '4' },
    ],
    {
      total: 4,
      config: {
        categories: [
          { id: 'gp', physician: true, label: { fr: 'O', en: 'G' }, when: { extensionAttribute3: '^gp$' } },
        ],
      },
    },
  );
  expect(await accounts.collect(open.context)).toEqual({ read: 3, expected: 4 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([
    'https://graph.microsoft.com/v1.0/users?$select=id,accountEnabled,userType,createdDateTime,assignedPlans,assignedLicenses,' +
      'userPrincipalName,displayName,companyName,onPremisesExtensionAttributes&$top=999',
    NEXT,
    'https://graph.microsoft.com/v1.0/users/$count',
  ]);
  const asked = (row: unknown): unknown =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null));
  expect((await open.rows('accounts', 'accountId')).map(asked)).toEqual([
    {
      accountId: 'a',
      userPrincipalName: 'Zoé.O’Neil@ssss.gouv.qc.ca',
      displayName: 'Zoé O’Neil',
      companyName: 'CISSS de Laval',
      extensionAttribute3: 'gp',
      accountEnabled: true,
      userType: 'Member',
      createdAt: '2019-02-07 21:53:13',
      exchangePlans: [
        { id: 'efb87545-963c-4e0d-99df-69c6916d9eb0', status: 'Enabled' },
        { id: '113feb6c-3fe4-4440-bddc-54d774bf0318', status: 'Deleted' },
      ],
      licences: ['05e9a617-0261-4cee-bb44-138d3ef5d965'],
    },
    { accountId: 'b', accountEnabled: false },
    { accountId: 'c', licences: [] },
  ]);
});

test('an account that comes twice is kept once', async () => {
  open = await collecting([
    { json: { value: [{ id: 'a' }, { id: 'b' }], '@odata.nextLink': NEXT } },
    { json: { value: [{ id: 'b' }, { id: 'c' }] } },
  ]);
  expect(await accounts.collect(open.context)).toEqual({ read: 3, expected: 3 });
});

test('an object without id is told, and the others are kept', async () => {
  open = await collecting([{ json: { value: [{ id: 'a' }, { displayName: 'nobody' }] } }], { total: 2 });
  expect(await accounts.collect(open.context)).toEqual({
    read: 1,
    expected: 2,
    shortfall: {
      reason: 'error',
      detail: '1 directory object came without an id',
      lacks: { kind: 'objects', count: 1 },
    },
  });
});

test('a walk whose next page has expired begins again, and what came twice is one row', async () => {
  const firstPage = { json: { value: [{ id: 'a' }, { id: 'b' }], '@odata.nextLink': NEXT } };
  open = await collecting([
    firstPage,
    { status: 400, json: { error: { code: 'Directory_ExpiredPageToken' } } },
    firstPage,
    { json: { value: [{ id: 'c' }] } },
  ]);
  expect(await accounts.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(open.transport.sent.map(({ url }) => url.includes('skiptoken'))).toEqual([false, true, false, true]);
});

test('a walk whose next pages always expire keeps what it read and says so', async () => {
  open = await collecting(
    ({ url }) =>
      url === NEXT
        ? { status: 410, json: { error: { code: 'resyncRequired' } } }
        : { json: { value: [{ id: 'a' }], '@odata.nextLink': NEXT } },
    { total: 9 },
  );
  await expect(accounts.collect(open.context)).rejects.toMatchObject({
    name: 'PartlyCollected',
    read: 1,
    expected: 9,
    cause: { kind: 'expired', code: 'resyncRequired' },
  });
  expect(await open.rows('accounts', 'accountId')).toHaveLength(1);
  expect(open.transport.sent).toHaveLength(8);
});

test.each([
  { announced: ['3', '4'], came: 3, expected: 3, shortfall: {} },
  { announced: ['2', '5'], came: 3, expected: 3, shortfall: {} },
  { announced: ['9', '7'], came: 3, expected: 7, shortfall: {} },
  {
    announced: ['900', '90'],
    came: 3,
    expected: 90,
    shortfall: {
      shortfall: {
        reason: 'not-read',
        detail: 'the directory announces 90 accounts, 3 came',
        lacks: { kind: 'announced', count: 3, of: 90 },
      },
    },
  },
])('of $announced announced before and after, $came came', async ({ announced, came, ...told }) => {
  const value = Array.from({ length: came }, (_, index) => ({ id: String(index) }));
  open = await collecting([{ json: { value } }, { text: announced[1] ?? '' }], {
    total: Number(announced[0]),
  });
  expect(await accounts.collect(open.context)).toEqual({
    read: came,
    expected: told.expected,
    ...told.shortfall,
  });
});

test('a field of another shape than documented is a failure, not a null', async () => {
  open = await collecting([{ json: { value: [{ id: 'a', accountEnabled: 'perhaps' }] } }]);
  await expect(accounts.collect(open.context)).rejects.toMatchObject({ kind: 'malformed' });
});

test('the total is read from plain text, with or without a byte order mark', async () => {
  open = await collecting([{ text: '\uFEFF893' }, { text: '305554' }, { text: 'none' }]);
  const totals = [
    await countAccounts(open.context.client),
    await countAccounts(open.context.client),
    await countAccounts(open.context.client),
  ];
  expect(totals).toEqual([893, 305_554, null]);
});

test('plans that were not told are not “no plan”', async () => {
  const mailbox = {
    service: 'exchange',
    servicePlanId: 'EFB87545-963c-4e0d-99df-69c6916d9eb0',
    capabilityStatus: 'Enabled',
  };
  const without = (key: string): object =>
    Object.fromEntries(Object.entries(mailbox).filter(([name]) => name !== key));
  open = await collecting([
    {
      json: {
        value: [
          { id: 'a-none', assignedPlans: [] },
          { id: 'b-untold' },
          { id: 'c-null', assignedPlans: null },
          { id: 'd-no-service', assignedPlans: [without('service')] },
          { id: 'e-no-id', assignedPlans: [without('servicePlanId')] },
          { id: 'f-no-status', assignedPlans: [without('capabilityStatus')] },
        ],
      },
    },
  ]);
  await accounts.collect(open.context);
  const id = 'efb87545-963c-4e0d-99df-69c6916d9eb0';
  expect(valuesOf(await open.rows('accounts', 'accountId'), 'exchangePlans')).toEqual([
    [],
    null,
    null,
    [{ id, status: 'Enabled' }],
    null,
    [{ id, status: null }],
  ]);
});
