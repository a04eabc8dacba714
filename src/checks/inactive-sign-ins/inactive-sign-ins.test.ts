import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('inactive-sign-ins');

const NEVER = '0001-01-01T00:00:00Z';

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    createdAt: '2015-01-01T00:00:00Z',
    ...more,
  };
}

function signIn(name: string, successful: string | null, interactive?: string, other?: string): object {
  return {
    accountId: `id-${name}`,
    lastSuccessfulSignInAt: successful,
    lastInteractiveSignInAt: interactive ?? null,
    lastNonInteractiveSignInAt: other ?? null,
  };
}

test('the last successful sign-in decides, else an old attempt, else the age of the account; a recent attempt settles nothing', async () => {
  const { verdicts, findings, indicator } = await assessTiny({
    tables: {
      accounts: [
        'a-90-days',
        'b-91-days',
        'c-failures-since',
        'd-attempt-recent',
        'e-attempt-old',
        'f-never',
        'g-year-one',
        'j-not-read',
      ]
        .map((name) => account(name))
        .concat([
          account('h-never-90-days-old', { createdAt: '2020-07-31T12:00:00Z' }),
          account('i-never-unknown-age', { createdAt: null }),
          account('k-not-read-young', { createdAt: '2020-10-20T00:00:00Z' }),
        ]),
      'sign-in-activity': [
        signIn('a-90-days', '2020-07-31T00:00:01Z'),
        signIn('b-91-days', '2020-07-30T23:59:59Z'),
        signIn('c-failures-since', '2020-01-01T00:00:00Z', '2020-10-28T00:00:00Z', '2020-10-28T00:00:00Z'),
        signIn('d-attempt-recent', null, '2019-01-01T00:00:00Z', '2020-10-01T00:00:00Z'),
        signIn('e-attempt-old', NEVER, '2019-02-01T00:00:00Z', NEVER),
        signIn('f-never', null),
        signIn('g-year-one', NEVER, NEVER, NEVER),
        signIn('h-never-90-days-old', null),
        signIn('i-never-unknown-age', null),
      ],
    },
  });
  expect(await verdicts('inactive-sign-ins')).toEqual({
    'a-90-days': 'compliant',
    'b-91-days': 'non-compliant',
    'c-failures-since': 'non-compliant',
    'd-attempt-recent': 'undetermined',
    'e-attempt-old': 'non-compliant',
    'f-never': 'non-compliant',
    'g-year-one': 'non-compliant',
    'h-never-90-days-old': 'compliant',
    'i-never-unknown-age': 'non-compliant',
    'j-not-read': 'undetermined',
    'k-not-read-young': 'undetermined',
  });
  const columns = ['userPrincipalName', 'lastSignInOn', 'daysInactive', 'basis'];
  expect(await findings('inactive-sign-ins', columns)).toEqual([
    {
      userPrincipalName: 'b-91-days',
      lastSignInOn: new Date('2020-07-30'),
      daysInactive: 91n,
      basis: 'successful',
    },
    {
      userPrincipalName: 'c-failures-since',
      lastSignInOn: new Date('2020-01-01'),
      daysInactive: 302n,
      basis: 'successful',
    },
    {
      userPrincipalName: 'e-attempt-old',
      lastSignInOn: new Date('2019-02-01'),
      daysInactive: 636n,
      basis: 'attempt',
    },
    { userPrincipalName: 'f-never', lastSignInOn: null, daysInactive: null, basis: 'never' },
    { userPrincipalName: 'g-year-one', lastSignInOn: null, daysInactive: null, basis: 'never' },
    { userPrincipalName: 'i-never-unknown-age', lastSignInOn: null, daysInactive: null, basis: 'never' },
    {
      userPrincipalName: 'd-attempt-recent',
      lastSignInOn: new Date('2020-10-01'),
      daysInactive: 28n,
      basis: 'attempt',
    },
    { userPrincipalName: 'j-not-read', lastSignInOn: null, daysInactive: null, basis: null },
    { userPrincipalName: 'k-not-read-young', lastSignInOn: null, daysInactive: null, basis: null },
  ]);
  expect(indicator('inactive-sign-ins')).toMatchObject({
    lowerBound: false,
    population: 11,
    examined: 8,
    count: 6,
    undetermined: 3,
    facts: { neverSignedIn: 3, weakerBasis: 1 },
  });
});

test('the population is the enabled member accounts, with or without a mailbox, but no shared mailbox or room', async () => {
  const usage = (name: string, recipientType: string): object => ({
    refreshedOn: '2020-10-27',
    userPrincipalName: name.toUpperCase(),
    isDeleted: false,
    recipientType,
  });
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [
        account('a-no-mailbox'),
        account('b-member-lower-case', { userType: 'member' }),
        account('c-no-type', { userType: null }),
        account('d-blank-type', { userType: ' ' }),
        account('e-guest', { userType: 'Guest' }),
        account('f-other-type', { userType: 'Viral' }),
        account('g-disabled', { accountEnabled: false }),
        account('h-enabled-unknown', { accountEnabled: null }),
        account('i-shared', { exchangePlans: [MAILBOX_PLAN] }),
        account('j-room'),
      ],
      'mailbox-usage': [usage('i-shared', 'shared'), usage('j-room', 'room')],
      'sign-in-activity': [],
    },
  });
  expect(await verdicts('inactive-sign-ins')).toEqual({
    'a-no-mailbox': 'undetermined',
    'b-member-lower-case': 'undetermined',
    'c-no-type': 'undetermined',
    'd-blank-type': 'undetermined',
    'e-guest': 'not-applicable',
    'f-other-type': 'not-applicable',
    'g-disabled': 'not-applicable',
    'h-enabled-unknown': 'undetermined',
    'i-shared': 'not-applicable',
    'j-room': 'not-applicable',
  });
});

test('where nobody in the tenant has a success, the later attempt counts', async () => {
  const { verdicts, findings } = await assessTiny(
    {
      tables: {
        accounts: [account('a-recent'), account('b-old'), account('c-never')],
        'sign-in-activity': [
          signIn('a-recent', null, '2020-01-01T00:00:00Z', '2020-10-01T00:00:00Z'),
          signIn('b-old', NEVER, '2020-01-01T00:00:00Z'),
          signIn('c-never', null),
        ],
      },
    },
    {},
    { checks: ['inactive-sign-ins'] },
  );
  expect(await verdicts('inactive-sign-ins')).toEqual({
    'a-recent': 'compliant',
    'b-old': 'non-compliant',
    'c-never': 'non-compliant',
  });
  expect(await findings('inactive-sign-ins', ['userPrincipalName', 'basis'], 'others')).toEqual([
    { userPrincipalName: 'a-recent', basis: 'attempt' },
  ]);
});

test('sign-ins of which nothing came are of no use, and how many accounts a service saw is a fact beside that', async () => {
  const seen = (name: string, lastActivityOn: string | null): object => ({
    refreshedOn: '2020-10-27',
    userPrincipalName: name,
    isDeleted: false,
    lastActivityOn,
  });
  const { situation, indicator } = await assessTiny(
    {
      tables: {
        accounts: ['a-recent', 'b-old', 'c-teams'].map((name) => account(name)),
        'sign-in-activity': [signIn('a-recent', null), signIn('b-old', NEVER), signIn('c-teams', null)],
        'mail-activity': [seen('a-recent', '2020-10-20'), seen('b-old', '2020-01-01')],
        'service-activity': [
          {
            refreshedOn: '2020-10-27',
            userPrincipalName: 'c-teams',
            isDeleted: false,
            teamsLastActivityOn: '2020-10-01',
          },
        ],
      },
    },
    {},
    { checks: ['inactive-sign-ins'] },
  );
  expect(indicator('inactive-sign-ins')).toMatchObject({
    population: 3,
    examined: 0,
    count: 0,
    facts: { seenByServices: 2 },
  });
  expect(situation.sources.find(({ id }) => id === 'sign-in-activity')).toMatchObject({
    outcome: 'partial',
    reason: 'not-read',
    unusable: 'tells-nothing',
  });
  const gap = situation.gaps.find(({ source }) => source === 'sign-in-activity');
  expect(gap?.words.what.en).toBe(
    'Last sign-ins: the source is not usable, it tells nothing of anybody, which is not to say that nobody did anything.',
  );
});
