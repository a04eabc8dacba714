import { expect, test } from 'vitest';
import { assessTinyOf } from '../../../testing/assess-tiny.ts';
import { MAILBOX_PLAN, type TinySnapshot } from '../../../testing/tiny-snapshot.ts';

const PEOPLE = ['a', 'b', 'c', 'd'];
const assess = assessTinyOf('mailbox-redirects', 'inactive-sign-ins');
const LONG_AGO = '2019-01-01 00:00:00';

function account(accountId: string): object {
  return {
    ...{ accountId, userPrincipalName: `${accountId}@reseau.example`, accountEnabled: true },
    ...{ userType: 'Member', exchangePlans: [MAILBOX_PLAN], createdAt: LONG_AGO },
  };
}

/** Exchange lists everybody without forwarding; what became of the sample of the other sources is given. */
function pilot(tables: TinySnapshot['tables'], sources: TinySnapshot['sources']): TinySnapshot {
  const forwarding = PEOPLE.map((accountId) => ({
    ...{ accountId, recipientType: 'UserMailbox', primarySmtpAddress: `${accountId}@reseau.example` },
    forwardingReturned: true,
  }));
  return {
    tables: { accounts: PEOPLE.map(account), 'mailbox-forwarding': forwarding, ...tables },
    ...(sources === undefined ? {} : { sources }),
    manifest: { sample: { accounts: 1 } },
  };
}

const cut = { outcome: 'partial', reason: 'not-read', lacks: { kind: 'sample', count: 1, of: 4 } } as const;
const DRAWN = { outcome: 'none', rules: [], untoldRules: [] };

test.each([
  ['was read', [{ accountId: 'a', ...DRAWN }], cut, { a: 'compliant' }],
  ['was denied', [], { outcome: 'refused', reason: 'permission' } as const, {}],
])(
  'where the sample of inbox rules %s, Exchange clears nobody whose rules were not',
  async (_how, rows, report, cleared) => {
    const { verdicts, situation } = await assess(pilot({ 'inbox-rules': rows }, { 'inbox-rules': report }));
    const undetermined = Object.fromEntries(PEOPLE.map((id) => [`${id}@reseau.example`, 'undetermined']));
    const own = Object.fromEntries(
      Object.entries(cleared).map(([id, verdict]) => [`${id}@reseau.example`, verdict]),
    );
    expect(await verdicts('mailbox-redirects')).toEqual({ ...undetermined, ...own });
    expect(situation.sample).toEqual({ accounts: 1 });
  },
);

test('that nobody of a sample has a successful sign-in says nothing of the tenant: an attempt settles nothing', async () => {
  const row = { accountId: 'a', lastInteractiveSignInAt: '2020-10-20 00:00:00' };
  const snapshot = pilot({ 'sign-in-activity': [row] }, { 'sign-in-activity': cut });
  const { verdicts } = await assess(snapshot);
  expect(await verdicts('inactive-sign-ins')).toEqual(
    Object.fromEntries(PEOPLE.map((id) => [`${id}@reseau.example`, 'undetermined'])),
  );
});

test('whom a source of a pilot does not tell of is outside the sample only where one was drawn', async () => {
  const rows = [{ accountId: 'a', ...DRAWN }];
  const of = async (report?: typeof cut): Promise<unknown> => {
    const sources = report === undefined ? undefined : { 'inbox-rules': report };
    const { situation } = await assess(pilot({ 'inbox-rules': rows }, sources));
    const found = situation.gaps.filter(({ source }) => source === 'inbox-rules');
    return found.map(({ accounts, rank, words }) => [accounts, rank, words.what.en]);
  };
  expect([await of(cut), await of()]).toEqual([
    [[3, 'wait', 'Inbox rules: accounts outside the sample, not asked and undetermined.']],
    [[3, 'repair', 'Mailboxes whose rules were not read.']],
  ]);
});
