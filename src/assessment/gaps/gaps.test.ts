import { expect, test } from 'vitest';
import type { SourceReport } from '../../snapshot/manifest.ts';
import { assessTiny, type AssessedTiny } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

/** Without the forwarding, and without the categories that nobody is of, as nobody is a physician in most of these tenants. */
function gapsOf({ situation }: AssessedTiny): unknown[][] {
  return situation.gaps
    .filter(
      ({ source, words }) => source !== 'mailbox-forwarding' && !words.what.en.startsWith('The category '),
    )
    .map(({ source, reason, accounts, words }) => [source, reason, accounts, words.what.en]);
}

const EVERYTHING = {
  'sign-in-activity': [],
  'mail-activity': [],
  'mailbox-usage': [],
  'service-activity': [],
  'onedrive-activity': [],
  'sharepoint-activity': [],
  'forms-activity': [],
  'service-counts': [],
  'inbox-rules': [],
  'mail-flow': [],
  'mfa-registrations': [],
  'mfa-policies': [],
  'role-assignments': [],
  'per-user-mfa': [],
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
    [
      'mailbox-usage',
      'concealed-names',
      1,
      'Mailbox usage report: names concealed. Shared, room and equipment mailboxes cannot be told from personal ones: populations are approximate.',
    ],
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
          misses: [
            {
              part: 'group',
              subject: 'GRP-ABSENT',
              reason: 'not-read',
              detail: 'no group is named GRP-ABSENT',
            },
          ],
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
      'No category of physicians is defined: no figure about physicians can be had.',
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
  expect(gapsOf(settled)).toContainEqual([
    'mail-activity',
    'not-read',
    2,
    'Mail activity report: accounts absent, and so undetermined.',
  ]);
});

const ONE_MAILBOX = [
  { accountId: 'a', userPrincipalName: 'a', accountEnabled: true, exchangePlans: [MAILBOX_PLAN] },
];
const COUNTED = {
  ...EVERYTHING,
  accounts: ONE_MAILBOX,
  'inbox-rules': [{ accountId: 'a', outcome: 'none' }],
};

const BOUNDED = [
  'inactive-mailboxes',
  'mailbox-redirects',
  'mfa-status',
  'inactive-sign-ins',
  'service-usage',
];

function bounds({ situation }: AssessedTiny): unknown[] {
  const { populationBound } = situation;
  const indicators = situation.indicators.filter(({ id }) => BOUNDED.includes(id));
  return [populationBound, ...indicators.map((one) => [one.populationBound, one.lowerBound].join(' '))];
}

test('a walk of the directory that met another number of accounts than announced is told; a few make no lower bound', async () => {
  const walked = (accounts: Partial<SourceReport>): Promise<AssessedTiny> =>
    assessTiny({
      tables: {
        ...COUNTED,
        'sign-in-activity': [{ accountId: 'a', lastSuccessfulSignInAt: '2020-10-20T10:00:00Z' }],
      },
      sources: { accounts, 'sign-in-activity': { read: 1, expected: 0 } },
    });
  const few = await walked({ outcome: 'complete', read: 1, expected: 3 });
  expect(gapsOf(few).slice(-2)).toEqual([
    ['accounts', 'not-read', 2, 'The directory announces 3 accounts, 1 was read.'],
    ['sign-in-activity', 'not-read', 1, 'Last sign-ins: the directory announces 0 accounts, 1 was read.'],
  ]);
  expect(bounds(few)).toEqual([
    'exact',
    'exact false',
    'exact true',
    'exact false',
    'exact false',
    'exact false',
  ]);
  const many = await walked({ outcome: 'partial', reason: 'not-read', read: 1, expected: 2000 });
  expect(many.situation.gaps[0]).toMatchObject({
    accounts: 1999,
    words: {
      what: { fr: 'L’annuaire annonce 2\u00a0000 comptes, 1 a été lu.' },
      remedy: { en: 'Collect again. As long as they differ, the figures are lower bounds.' },
    },
  });
  expect(gapsOf(many)).toHaveLength(gapsOf(few).length);
  expect(bounds(many)).toEqual(['at-least', ...Array.from({ length: 5 }, () => 'at-least true')]);
});

test.each<[string, object | undefined, Partial<SourceReport>, string]>([
  [
    'is refused',
    undefined,
    { outcome: 'refused', reason: 'permission' },
    'access refused, permission missing.',
  ],
  ['has no Recipient Type', { recipientType: null }, {}, 'the column Recipient Type is missing.'],
])(
  'where mailbox usage %s, populations are approximate and the gap says so',
  async (_, row, report, told) => {
    const usage = row === undefined ? [] : [{ userPrincipalName: 'a', isDeleted: false, ...row }];
    const found = await assessTiny({
      tables: { ...COUNTED, 'mailbox-usage': usage },
      sources: { 'mailbox-usage': report },
    });
    expect(gapsOf(found).filter((gap) => String(gap).startsWith('mailbox-usage'))).toEqual([
      [
        'mailbox-usage',
        report.reason ?? 'not-read',
        1,
        `Mailbox usage report: ${told} Shared, room and equipment mailboxes cannot be told from personal ones: populations are approximate.`,
      ],
    ]);
    expect(bounds(found)).toEqual([
      'approximate',
      'approximate false',
      'approximate true',
      'approximate false',
      'approximate false',
      'approximate false',
    ]);
  },
);

test('kinds that Exchange tells need no Recipient Type', async () => {
  const found = await assessTiny({
    tables: {
      ...COUNTED,
      'mailbox-usage': [{ userPrincipalName: 'a', isDeleted: false, recipientType: null }],
      'mailbox-forwarding': [{ accountId: 'a', recipientType: 'UserMailbox' }],
    },
  });
  expect(bounds(found)[0]).toBe('exact');
});

test.each([
  ['to its end', { outcome: 'complete' as const }, 'exact', 1],
  ['in part', { outcome: 'partial' as const, reason: 'gave-up' as const, expected: 9 }, 'approximate', 1],
])(
  'where mailbox usage was refused, kinds that Exchange told %s decide',
  async (_, report, bound, population) => {
    const found = await assessTiny({
      tables: {
        accounts: [{ accountId: 'a', userPrincipalName: 'a', userType: 'Member', createdAt: '2019-01-01' }],
        'mailbox-forwarding': [{ accountId: 'a', recipientType: 'UserMailbox', forwardingReturned: true }],
      },
      sources: {
        'mailbox-usage': { outcome: 'refused', reason: 'permission' },
        'mailbox-forwarding': report,
      },
    });
    const { population: told, populationBound } = found.indicator('inactive-mailboxes');
    expect([populationBound, told]).toEqual([bound, population]);
  },
);

test('a usage report is stale from its eighth day on, and the figures keep its date', async () => {
  const refreshed = async (refreshedOn: string): Promise<unknown[]> =>
    gapsOf(
      await assessTiny({
        tables: {
          ...COUNTED,
          'mail-activity': [{ refreshedOn, userPrincipalName: 'a', isDeleted: false, receiveCount: 0 }],
        },
      }),
    ).filter((gap) => String(gap).startsWith('mail-activity'));
  expect(await refreshed('2020-10-22')).toEqual([]);
  expect(await refreshed('2020-10-21')).toEqual([
    [
      'mail-activity',
      'not-read',
      1,
      'Mail activity report: the report was 8 days old when collected. The figures from it are those of October 21, 2020.',
    ],
  ]);
});

test('a source that the maximum duration cut off is to be collected for longer, not more insistently', async () => {
  const longer = 'Collect again, for longer: with a greater --max-duration, or without it.';
  const found = await assessTiny({
    tables: {
      ...COUNTED,
      'sign-in-activity': [{ accountId: 'a', lastSuccessfulSignInAt: '2020-10-20T10:00:00Z' }],
    },
    sources: {
      'sign-in-activity': {
        outcome: 'partial',
        reason: 'gave-up',
        read: 1,
        expected: 3000,
        detail: 'MaxDuration — GET /v1.0/users',
        cutOff: true,
      },
    },
  });
  const told = found.situation.gaps.map(({ source, accounts, words }) => [
    source,
    accounts,
    words.what.en,
    words.remedy.en,
  ]);
  expect(told.find(([source]) => source === 'sign-in-activity')).toEqual([
    'sign-in-activity',
    2999,
    'Last sign-ins: cut off at the maximum duration, read 1 / 3,000 (MaxDuration — GET /v1.0/users).',
    longer,
  ]);
});

test('mailboxes that gave up by themselves and those the end of the run left over are told apart', async () => {
  const account = (id: string): object => ({ ...ONE_MAILBOX[0], accountId: id, userPrincipalName: id });
  const found = await assessTiny({
    tables: {
      ...COUNTED,
      accounts: ['a', 'b', 'c', 'd', 'e', 'f'].map(account),
      'inbox-rules': [
        { accountId: 'a', outcome: 'gave-up', code: 'MaxDuration' },
        { accountId: 'b', outcome: 'gave-up', code: 'TooManyRequests' },
        { accountId: 'c', outcome: 'gave-up', code: 'MaxDuration' },
        { accountId: 'd', outcome: 'error', code: 'ErrorInternalServerError' },
        { accountId: 'e', outcome: 'none' },
        { accountId: 'f', outcome: 'none' },
      ],
    },
    sources: { 'inbox-rules': { outcome: 'partial', reason: 'gave-up', read: 2, expected: 6 } },
  });
  expect(found.situation.gaps.filter(({ source }) => source === 'inbox-rules').map(toldOf)).toEqual([
    [
      1,
      'Mailboxes whose rules were given up after several attempts (TooManyRequests).',
      'Collect again, at a quieter hour or with a longer --give-up-after.',
    ],
    [
      2,
      'Mailboxes whose rules were still to be read when the collection came to its maximum duration (MaxDuration).',
      'Collect again, for longer: with a greater --max-duration, or without it.',
    ],
    [
      1,
      'Mailboxes whose rules could not be read because of an error (ErrorInternalServerError).',
      'Collect again; if the error persists, report it to Microsoft with its code.',
    ],
  ]);
  expect(found.situation.sources.find(({ id }) => id === 'inbox-rules')?.outcomes).toEqual([
    { outcome: 'none', mailboxes: 2 },
    { outcome: 'gave-up', code: 'MaxDuration', mailboxes: 2 },
    { outcome: 'gave-up', code: 'TooManyRequests', mailboxes: 1 },
    { outcome: 'error', code: 'ErrorInternalServerError', mailboxes: 1 },
  ]);
});

test.each([
  [
    'a source that broke off and is of no use is told by what broke it off, whether it came with a detail or not',
    { outcome: 'partial', reason: 'gave-up', read: 6, expected: 9 },
    'Mail activity report: given up after several attempts, read 6 / 9.',
  ],
  [
    'one that ended with fewer rows than announced is of no use all the same',
    { outcome: 'partial', reason: 'not-read', read: 6, expected: 9 },
    'Mail activity report: the source is not usable, it tells nothing of anybody, which is not to say that nobody did anything.',
  ],
  [
    'one that was read to its end is told to be of no use, whatever detail it came with',
    { detail: 'from a proxy' },
    'Mail activity report: the source is not usable, it tells nothing of anybody, which is not to say that nobody did anything.',
  ],
] as const)('%s', async (_, report, what) => {
  const found = await assessTiny({
    tables: {
      ...COUNTED,
      accounts: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
        ...ONE_MAILBOX[0],
        accountId: id,
        userPrincipalName: id,
      })),
      'mail-activity': ['a', 'b', 'c', 'd', 'e', 'f'].map((userPrincipalName) => ({
        ...{ userPrincipalName, refreshedOn: '2020-10-27', isDeleted: false, receiveCount: 1 },
      })),
    },
    sources: { 'mail-activity': report },
  });
  const gaps = found.situation.gaps.filter(({ source }) => source === 'mail-activity');
  expect(gaps.map(({ words }) => words.what.en)).toEqual([what]);
});

function toldOf({ accounts, words }: AssessedTiny['situation']['gaps'][number]): unknown[] {
  return [accounts, words.what.en, words.remedy.en];
}
