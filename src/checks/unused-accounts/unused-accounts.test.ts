import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

const assessTiny = assessTinyOf('unused-accounts');

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

const NAMES = ['used', 'unused', 'unknown'] as const;

function everyPair(): { accounts: object[]; mails: object[]; signIns: object[] } {
  const pairs = NAMES.flatMap((mailUse) => NAMES.map((signInUse) => ({ mailUse, signInUse })));
  return {
    accounts: pairs.map(({ mailUse, signInUse }) => account(`${mailUse} ${signInUse}`)),
    mails: pairs
      .filter(({ mailUse }) => mailUse !== 'unknown')
      .map(({ mailUse, signInUse }) => mail(`${mailUse} ${signInUse}`, mailUse === 'used' ? USED : UNUSED)),
    signIns: pairs
      .filter(({ signInUse }) => signInUse !== 'unknown')
      .map(({ mailUse, signInUse }) =>
        signIn(`${mailUse} ${signInUse}`, signInUse === 'used' ? SIGNED_IN : NOT_LATELY),
      ),
  };
}

test('an account is unused where both mail and sign-in are, and what is known to be used settles that it is not', async () => {
  const { accounts, mails, signIns } = everyPair();
  const { verdicts, indicator } = await assessTiny({
    tables: { accounts, 'mail-activity': mails, 'sign-in-activity': signIns },
  });
  expect(await verdicts('unused-accounts')).toEqual({
    'used used': 'compliant',
    'used unused': 'compliant',
    'used unknown': 'compliant',
    'unused used': 'compliant',
    'unused unused': 'non-compliant',
    'unused unknown': 'undetermined',
    'unknown used': 'compliant',
    'unknown unused': 'undetermined',
    'unknown unknown': 'undetermined',
  });
  expect(indicator('unused-accounts').facts).toEqual({
    byUse: { unused: 1, 'mail-only': 1, 'sign-in-only': 1, 'in-use': 1, undetermined: 5 },
  });
});

test('a disabled account is judged by its sign-ins too, and a young one counts as used', async () => {
  const { verdicts } = await assessTiny({
    tables: {
      accounts: [
        account('disabled', { accountEnabled: false }),
        account('young', { createdAt: '2020-10-01T00:00:00Z' }),
        account('never', { createdAt: null }),
        account('no-mailbox', { exchangePlans: [] }),
        account('used'),
      ],
      'mail-activity': [
        mail('disabled', UNUSED),
        mail('young', null),
        mail('never', null),
        mail('used', USED),
      ],
      'sign-in-activity': ['disabled', 'young', 'never', 'no-mailbox']
        .map((name) => signIn(name, null))
        .concat([signIn('used', SIGNED_IN)]),
    },
  });
  expect(await verdicts('unused-accounts')).toEqual({
    disabled: 'non-compliant',
    young: 'compliant',
    never: 'non-compliant',
    'no-mailbox': 'not-applicable',
    used: 'compliant',
  });
});

test('with one of the two sources alone nobody is said to be unused, and the count is a lower bound', async () => {
  const { accounts, signIns } = everyPair();
  const { indicator } = await assessTiny({ tables: { accounts, 'sign-in-activity': signIns } });
  expect(indicator('unused-accounts')).toMatchObject({
    ...{ lowerBound: true, population: 9, examined: 3, count: 0, undetermined: 6 },
  });
  expect(indicator('unused-accounts').facts).toEqual({});
});
