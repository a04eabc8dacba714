import { expect, test } from 'vitest';
import { assessTiny } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const REFRESHED = '2020-10-27';
const LONG_AGO = '2015-01-01T00:00:00Z';

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: `${name}@reseau.example`,
    displayName: name,
    accountEnabled: true,
    userType: 'Member',
    createdAt: LONG_AGO,
    exchangePlans: [MAILBOX_PLAN],
    ...more,
  };
}

function activity(name: string, lastActivityOn: string | null, more: object = {}): Record<string, unknown> {
  return {
    refreshedOn: REFRESHED,
    userPrincipalName: `${name}@reseau.example`,
    isDeleted: false,
    lastActivityOn,
    receiveCount: 0,
    ...more,
  };
}

test('the last mail activity, its absence and the account’s age decide the verdict', async () => {
  const { verdicts, indicator } = await assessTiny({
    tables: {
      accounts: [
        account('a-90-days'),
        account('b-91-days'),
        account('c-disabled-91-days', { accountEnabled: false }),
        account('d-never-used-old'),
        account('e-never-used-90-days-old', { createdAt: '2020-07-29T23:59:00Z' }),
        account('f-never-used-91-days-old', { createdAt: '2020-07-28T00:00:00Z' }),
        account('g-never-used-unknown-age', { createdAt: null }),
        account('h-absent-old'),
        account('i-absent-young', { createdAt: '2020-10-01T00:00:00Z' }),
        account('j-absent-unknown-age', { createdAt: null }),
        account('k-young-but-used-long-ago', { createdAt: '2020-10-01T00:00:00Z' }),
        account('l-active-after-the-report'),
        account('m-guest', { userType: 'Guest' }),
        account('n-no-plan', { exchangePlans: [] }),
      ],
      'mail-activity': [
        activity('a-90-days', '2020-07-29'),
        activity('b-91-days', '2020-07-28', { receiveCount: 3 }),
        activity('c-disabled-91-days', '2020-07-28'),
        activity('d-never-used-old', null, { receiveCount: 12 }),
        activity('e-never-used-90-days-old', null),
        activity('f-never-used-91-days-old', null),
        activity('g-never-used-unknown-age', null),
        activity('k-young-but-used-long-ago', '2020-01-01'),
        activity('l-active-after-the-report', '2020-10-28'),
        activity('m-guest', '2019-01-01'),
        activity('n-no-plan', '2019-01-01'),
      ],
    },
  });
  expect(await verdicts('inactive-mailboxes')).toEqual({
    'a-90-days@reseau.example': 'compliant',
    'b-91-days@reseau.example': 'non-compliant',
    'c-disabled-91-days@reseau.example': 'non-compliant',
    'd-never-used-old@reseau.example': 'non-compliant',
    'e-never-used-90-days-old@reseau.example': 'compliant',
    'f-never-used-91-days-old@reseau.example': 'non-compliant',
    'g-never-used-unknown-age@reseau.example': 'non-compliant',
    'h-absent-old@reseau.example': 'undetermined',
    'i-absent-young@reseau.example': 'compliant',
    'j-absent-unknown-age@reseau.example': 'undetermined',
    'k-young-but-used-long-ago@reseau.example': 'non-compliant',
    'l-active-after-the-report@reseau.example': 'compliant',
    'm-guest@reseau.example': 'not-applicable',
    'n-no-plan@reseau.example': 'not-applicable',
  });
  expect(indicator('inactive-mailboxes')).toMatchObject({
    population: 12,
    examined: 10,
    count: 6,
    undetermined: 2,
    lowerBound: false,
    facts: { neverUsed: 3, stillReceiving: 2 },
  });
});

test('a row that does not tell whether its account is deleted tells nothing of the account that bears its name', async () => {
  const { verdicts, situation } = await assessTiny({
    tables: {
      accounts: ['a-active', 'b-inactive', 'c-both', 'd-other'].map((name) => account(name)),
      'mail-activity': [
        activity('a-active', '2020-10-20', { isDeleted: null }),
        activity('b-inactive', '2019-10-20', { isDeleted: null }),
        activity('c-both', '2019-10-20'),
        activity('c-both', '2020-10-20', { isDeleted: null }),
        activity('d-other', '2020-10-20'),
      ],
    },
  });
  expect(await verdicts('inactive-mailboxes')).toEqual({
    'a-active@reseau.example': 'undetermined',
    'b-inactive@reseau.example': 'undetermined',
    'c-both@reseau.example': 'non-compliant',
    'd-other@reseau.example': 'compliant',
  });
  const gaps = situation.gaps.filter(({ source }) => source === 'mail-activity');
  expect(gaps.map(({ accounts, rank, words }) => [accounts, rank, words.what.en])).toEqual([
    [2, 'wait', 'Mail activity report: accounts absent, and so undetermined.'],
    [
      3,
      'wait',
      'Mail activity report: rows that do not tell whether their account is deleted (Is Deleted empty); they tell nothing of anybody.',
    ],
  ]);
});

test('report rows join by name without case; deleted rows are left out, and of several live ones the latest counts', async () => {
  const { findings, verdicts, situation } = await assessTiny({
    tables: {
      accounts: [account('Differing.Case'), account('deleted-only'), account('twice')],
      'mail-activity': [
        activity('DIFFERING.case', '2020-10-20'),
        activity('differing.CASE', '2019-01-01', { isDeleted: true }),
        activity('deleted-only', '2020-10-20', { isDeleted: true }),
        activity('twice', '2019-06-01', { receiveCount: 50 }),
        activity('twice', null, { receiveCount: 70 }),
        activity('twice', '2019-07-01', { receiveCount: 2 }),
        activity('nobody', '2020-10-20'),
      ],
    },
  });
  expect(await verdicts('inactive-mailboxes')).toEqual({
    'Differing.Case@reseau.example': 'compliant',
    'deleted-only@reseau.example': 'undetermined',
    'twice@reseau.example': 'non-compliant',
  });
  const columns = ['userPrincipalName', 'lastActivityOn', 'daysInactive', 'neverUsed', 'receiveCount'];
  expect(await findings('inactive-mailboxes', columns)).toEqual([
    {
      userPrincipalName: 'twice@reseau.example',
      lastActivityOn: new Date('2019-07-01'),
      daysInactive: 484n,
      neverUsed: false,
      receiveCount: 2n,
    },
    {
      userPrincipalName: 'deleted-only@reseau.example',
      lastActivityOn: null,
      daysInactive: null,
      neverUsed: false,
      receiveCount: null,
    },
  ]);
  expect(situation.gaps.map(({ source, reason, accounts }) => ({ source, reason, accounts }))).toContainEqual(
    {
      source: 'mail-activity',
      reason: 'not-read',
      accounts: 1,
    },
  );
});

test('a personal mailbox comes from a giving plan in force or a User row, and is no shared mailbox, room or guest', async () => {
  const usage = (name: string, recipientType: string | null): object => ({
    refreshedOn: REFRESHED,
    userPrincipalName: `${name}@reseau.example`,
    isDeleted: false,
    recipientType,
  });
  const plan = (status: string, id = MAILBOX_PLAN.id): object => ({ exchangePlans: [{ id, status }] });
  const foundation = '113feb6c-3fe4-4440-bddc-54d774bf0318';
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [
        account('a-warning', plan('warning')),
        account('b-suspended', plan('Suspended')),
        account('c-foundation', plan('Enabled', foundation)),
        account('d-upper-case-id', plan('Enabled', MAILBOX_PLAN.id.toUpperCase())),
        account('e-unlicensed-user-row', { exchangePlans: null }),
        account('f-unlicensed-unknown-kind', { exchangePlans: [] }),
        account('g-licensed-shared'),
        account('h-licensed-room'),
        account('i-licensed-equipment'),
        account('j-guest-user-row', { userType: ' GUEST', exchangePlans: [] }),
        account('k-no-type', { userType: null }),
        account('l-shared-says-exchange'),
        account('m-user-says-exchange'),
      ],
      'mailbox-usage': [
        usage('e-unlicensed-user-row', 'user'),
        usage('f-unlicensed-unknown-kind', null),
        usage('g-licensed-shared', 'shared'),
        usage('h-licensed-room', 'room'),
        usage('i-licensed-equipment', 'equipment'),
        usage('j-guest-user-row', 'user'),
        usage('m-user-says-exchange', 'shared'),
      ],
      'mailbox-forwarding': [
        { accountId: 'id-l-shared-says-exchange', recipientType: 'SharedMailbox' },
        { accountId: 'id-m-user-says-exchange', recipientType: 'UserMailbox' },
      ],
    },
  });
  const inPopulation = Object.entries(await verdicts('inactive-mailboxes'))
    .filter(([, verdict]) => verdict !== 'not-applicable')
    .map(([name]) => name.replace('@reseau.example', ''));
  expect(inPopulation).toEqual([
    'a-warning',
    'd-upper-case-id',
    'e-unlicensed-user-row',
    'k-no-type',
    'm-user-says-exchange',
  ]);
});

test('without Receive Count nobody is said not to receive', async () => {
  const { indicator, situation } = await assessTiny({
    tables: {
      accounts: [account('unused')],
      'mail-activity': [
        { refreshedOn: REFRESHED, userPrincipalName: 'unused@reseau.example', lastActivityOn: '2019-07-01' },
      ],
    },
  });
  expect(indicator('inactive-mailboxes')).toMatchObject({ count: 1, facts: { neverUsed: 0 } });
  expect(Object.keys(indicator('inactive-mailboxes').facts)).toEqual(['neverUsed']);
  const gaps = situation.gaps.filter(({ source }) => source === 'mail-activity');
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words.what.en])).toEqual([
    [
      'not-read',
      1,
      'Mail activity report: the column Receive Count is missing. Which unused mailboxes still receive mail is not known.',
    ],
  ]);
});

test('without its report, or with concealed names, the check is not assessable', async () => {
  const accounts = [account('a'), account('b', { jobTitle: 'Médecin' })];
  const notAssessable = {
    lowerBound: true,
    population: 2,
    examined: 0,
    count: 0,
    undetermined: 2,
    physicians: { population: 1, examined: 0, count: 0, undetermined: 1 },
    facts: {},
  };
  const refused = await assessTiny({
    tables: { accounts },
    sources: { 'mail-activity': { outcome: 'refused', reason: 'permission' } },
  });
  expect(refused.indicator('inactive-mailboxes')).toMatchObject(notAssessable);
  const brokenOff = await assessTiny({
    tables: { accounts },
    sources: { 'mail-activity': { outcome: 'partial', read: 0, expected: 2, reason: 'gave-up' } },
  });
  expect(brokenOff.indicator('inactive-mailboxes')).toMatchObject(notAssessable);
  const concealed = await assessTiny({
    tables: {
      accounts,
      'mail-activity': [{ ...activity('a', null), userPrincipalName: 'AC6DF2D6D7C4D5E1B2A3948576FEDCBA' }],
    },
    sources: { 'mail-activity': { namesConcealed: true } },
  });
  expect(concealed.indicator('inactive-mailboxes')).toMatchObject(notAssessable);
  expect(concealed.situation.asOf).toBe(REFRESHED);
});

test('of a directory read in part, every figure is a lower bound', async () => {
  const { situation } = await assessTiny({
    tables: { accounts: [account('a')], 'mail-activity': [activity('a', null)] },
    sources: { accounts: { outcome: 'partial', read: 1, expected: 9, reason: 'error' } },
  });
  expect(situation.indicators.map(({ id, lowerBound }) => [id, lowerBound])).toEqual(
    situation.checks.map(({ id }) => [id, true]),
  );
});

test('the age is counted from the report’s own date and the config’s number of days', async () => {
  const { verdicts, situation } = await assessTiny(
    {
      tables: {
        accounts: [account('a'), account('b')],
        'mail-activity': [
          activity('a', '2020-10-17', { refreshedOn: '2020-10-26' }),
          activity('b', '2020-10-16'),
        ],
      },
      sources: { 'mail-activity': { refreshedOn: '2020-10-25' } },
    },
    { inactiveAfterDays: 10 },
  );
  expect(await verdicts('inactive-mailboxes')).toEqual({
    'a@reseau.example': 'compliant',
    'b@reseau.example': 'non-compliant',
  });
  expect(situation).toMatchObject({ asOf: '2020-10-27', parameters: { inactiveAfterDays: 10 } });
});

test('the mailbox’s own age decides “never used”, and a mailbox outside the cloud is undetermined', async () => {
  const personal = (name: string, more: object = {}): object => ({
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    createdAt: '2015-01-01T00:00:00Z',
    exchangePlans: [MAILBOX_PLAN],
    ...more,
  });
  const row = (name: string, more: object = {}): object => ({
    refreshedOn: '2020-10-27',
    userPrincipalName: name,
    isDeleted: false,
    receiveCount: 3,
    ...more,
  });
  const [NEW, OLD] = ['2020-10-20', '2016-01-01'];
  const names = ['a-new', 'b-old', 'c-untold', 'd-new-no-row', 'e-elsewhere', 'f-not-here', 'g-used'];
  const { verdicts, situation } = await assessTiny(
    {
      tables: {
        accounts: [
          ...names.map((name) => personal(name)),
          personal('h-young-account', { createdAt: '2020-10-01T00:00:00Z' }),
        ],
        'mail-activity': names
          .filter((name) => name !== 'd-new-no-row')
          .map((name) => row(name, name === 'g-used' ? { lastActivityOn: '2020-10-26' } : {}))
          .concat([row('h-young-account')]),
        'mailbox-usage': [
          row('a-new', { createdOn: NEW }),
          row('b-old', { createdOn: OLD }),
          row('d-new-no-row', { createdOn: NEW }),
          row('h-young-account', { createdOn: OLD }),
        ],
        'inbox-rules': [
          { accountId: 'id-e-elsewhere', outcome: 'no-cloud-mailbox', code: 'MailboxNotEnabledForRESTAPI' },
        ],
        'mailbox-forwarding': [
          { accountId: 'id-f-not-here', recipientType: 'RemoteUserMailbox', forwardingReturned: true },
        ],
      },
    },
    {},
    { checks: ['inactive-mailboxes', 'unread-mail', 'unused-accounts'] },
  );
  expect(await verdicts('inactive-mailboxes')).toEqual({
    'a-new': 'compliant',
    'b-old': 'non-compliant',
    'c-untold': 'non-compliant',
    'd-new-no-row': 'compliant',
    'e-elsewhere': 'undetermined',
    'f-not-here': 'undetermined',
    'g-used': 'compliant',
    'h-young-account': 'non-compliant',
  });
  expect(await verdicts('unread-mail')).toMatchObject({
    'a-new': 'compliant',
    'e-elsewhere': 'undetermined',
  });
  const gap = situation.gaps.find(
    ({ source, reason }) => source === 'mail-activity' && reason === 'no-cloud-mailbox',
  );
  expect(gap?.accounts).toBe(2);
});

test('a mailbox, or an account, that was made on a day well to come is of no age: never used says nothing of it', async () => {
  const made = ['2020-11-20', '2020-12-31', '9999-12-31'];
  const { verdicts } = await assessTiny({
    tables: {
      accounts: made.map((day) => account(day, { createdAt: `${day}T00:00:00Z` })),
      'mail-activity': made.map((day) => activity(day, null)),
    },
  });
  expect(await verdicts('inactive-mailboxes')).toEqual({
    '2020-11-20@reseau.example': 'compliant',
    '2020-12-31@reseau.example': 'undetermined',
    '9999-12-31@reseau.example': 'undetermined',
  });
});
