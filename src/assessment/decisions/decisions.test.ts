import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECKS } from '../../checks/catalogue.ts';
import type { Decision } from '../../situation/sections/decisions.ts';
import { assessTiny, assessTinyOf } from '../../testing/assess-tiny.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { policyRow } from '../../testing/policy-row.ts';
import {
  exchangeMailbox,
  inboxRule,
  mailboxAccount,
  OPEN_FLOW,
  rulesOf,
} from '../../testing/tiny-redirects.ts';
import { weightiest } from './decisions.ts';

const LONG_AGO = '2015-01-01T00:00:00Z';
const SECURITY_DEFAULTS = { kind: 'security-defaults', policyId: 'd', name: 'Defaults', state: 'disabled' };
const ALL = { conditions: { users: { includeUsers: ['All'] } } };

function physician(name: string, more: object = {}): Record<string, unknown> {
  return mailboxAccount(name, { jobTitle: 'Médecin', createdAt: LONG_AGO, ...more });
}

function clerk(name: string, more: object = {}): Record<string, unknown> {
  return mailboxAccount(name, { createdAt: LONG_AGO, ...more });
}

function mail(userPrincipalName: string, lastActivityOn: string, receiveCount: number | null): object {
  return { refreshedOn: '2020-10-27', userPrincipalName, lastActivityOn, receiveCount };
}

const [USED, UNUSED] = ['2020-10-20', '2020-07-01'];

test('physicians whose mail nobody reads come first, in each establishment too', async () => {
  const { situation } = await assessTiny({
    tables: {
      accounts: [
        physician('a', { companyName: 'Laval' }),
        clerk('b', { companyName: 'Laval' }),
        clerk('c'),
        clerk('d'),
      ],
      'mail-activity': [mail('a', UNUSED, 7), mail('b', UNUSED, 2), mail('c', UNUSED, 0), mail('d', USED, 9)],
    },
  });
  const settled = { undetermined: 0, lowerBound: false, facts: {} };
  expect(situation.decisions).toEqual([
    {
      ...settled,
      ...{ id: 'reach-physicians', check: 'unread-mail', who: 'establishments', gravity: 'critical' },
      ...{ accounts: 1, physicians: 1 },
      list: { fr: 'actions/unread-mail.fr.csv', en: 'actions/unread-mail.en.csv' },
    },
    {
      ...settled,
      ...{ id: 'reach-holders', check: 'unread-mail', who: 'establishments', gravity: 'serious' },
      ...{ accounts: 1, physicians: 0 },
      list: { fr: 'actions/unread-mail.fr.csv', en: 'actions/unread-mail.en.csv' },
    },
    {
      ...settled,
      ...{ id: 'close-mailboxes', check: 'inactive-mailboxes', who: 'establishments', gravity: 'notable' },
      ...{ accounts: 1, physicians: 0 },
      list: { fr: 'actions/inactive-mailboxes.fr.csv', en: 'actions/inactive-mailboxes.en.csv' },
    },
  ]);
});

test('what a report-only policy would cover is told with its name, apart from what no policy does', async () => {
  const { situation } = await assessTinyOf('mfa-enforcement')({
    tables: {
      accounts: [physician('a'), clerk('b'), clerk('c')],
      'mfa-policies': [
        SECURITY_DEFAULTS,
        policyRow('AMF – Tous', {
          state: 'enabledForReportingButNotEnforced',
          conditions: { users: { includeUsers: ['id-a', 'id-b'] } },
        }),
      ],
      'role-assignments': [],
      'group-members': [],
      'per-user-mfa': ['a', 'b', 'c'].map((name) => ({ accountId: `id-${name}`, state: 'disabled' })),
    },
  });
  expect(situation.decisions).toMatchObject([
    { id: 'enable-report-only', accounts: 2, physicians: 1, names: ['AMF – Tous'], undetermined: 0 },
    { id: 'demand-mfa', accounts: 1, physicians: 0 },
  ]);
});

test('redirects fall to one decision each: mail that reaches nobody, mail that leaves, and the others', async () => {
  const redirected = (name: string, to: string, more: object = {}): object =>
    exchangeMailbox(name, { forwardingSmtpAddress: to, deliverToMailboxAndForward: true, ...more });
  const names = ['a@reseau.example', 'b@reseau.example', 'c@reseau.example', 'd@reseau.example'] as const;
  const [a, b, c, d] = names;
  const assessed = (flow?: readonly object[]): ReturnType<typeof assessTiny> =>
    assessTinyOf('mailbox-redirects')({
      tables: {
        accounts: [physician(a), clerk(b), clerk(c), clerk(d)],
        'inbox-rules': names.map((name) =>
          rulesOf(name, 'rules', name === c ? [inboxRule({ redirectTo: [d] })] : []),
        ),
        'mailbox-forwarding': [
          redirected(a, 'smtp:x@gmail.com'),
          redirected(b, 'smtp:y@hotmail.com', { deliverToMailboxAndForward: false }),
          exchangeMailbox(c),
          exchangeMailbox(d),
        ],
        ...(flow === undefined ? {} : { 'mail-flow': flow }),
      },
    });
  const blocked = OPEN_FLOW.map((row) => ('isDefault' in row ? { ...row, autoForwardingMode: 'Off' } : row));
  const told = async (flow?: readonly object[]): Promise<unknown> =>
    (await assessed(flow)).situation.decisions?.map(({ id, accounts, physicians, undetermined, facts }) => ({
      ...{ id, accounts, physicians, undetermined, facts },
    }));
  expect(await told(OPEN_FLOW)).toEqual([
    { id: 'block-forwarding', accounts: 2, physicians: 1, undetermined: 0, facts: { withoutCopy: 1 } },
    { id: 'remove-redirects', accounts: 1, physicians: 0, undetermined: 0, facts: {} },
  ]);
  expect(await told(blocked)).toEqual([
    { id: 'restore-delivery', accounts: 1, physicians: 0, undetermined: 0, facts: {} },
    { id: 'remove-redirects', accounts: 2, physicians: 1, undetermined: 0, facts: {} },
  ]);
  // Nothing tells what becomes of them: no act on delivery is decided, and the redirects are still to be removed.
  expect(await told()).toEqual([
    { id: 'remove-redirects', accounts: 3, physicians: 1, undetermined: 0, facts: {} },
  ]);
});

test('licences of unused accounts are decided with what they cost', async () => {
  const [E3, F3] = ['05e9a617-0261-4cee-bb44-138d3ef5d965', '66b55226-6b4f-492c-910c-a3b7a3c9d993'];
  const { situation } = await assessTinyOf('unused-licences')(
    {
      tables: {
        tenant: [
          {
            ...{ tenantId: 't', displayName: 'Réseau', domains: [], namesConcealed: false, servicePlans: [] },
            skus: [
              { id: E3, partNumber: 'SPE_E3', consumed: 2, enabled: 2 },
              { id: F3, partNumber: 'SPE_F1', consumed: 1, enabled: 1 },
            ],
          },
        ],
        accounts: [
          clerk('a', { licences: [E3, F3], exchangePlans: [] }),
          clerk('b', { licences: [E3], exchangePlans: [] }),
        ],
        'sign-in-activity': [
          { accountId: 'id-a', lastSuccessfulSignInAt: '2020-07-01T10:00:00Z' },
          { accountId: 'id-b', lastSuccessfulSignInAt: '2020-07-01T10:00:00Z' },
        ],
        'mail-activity': [],
      },
    },
    { licences: { currency: 'CAD', monthlyPrices: { SPE_E3: 30.1, SPE_F1: 8 } } },
  );
  expect(situation.decisions).toMatchObject([
    { id: 'reclaim-licences', accounts: 2, facts: { monthlyCost: 68.2 } },
  ]);
  expect(situation.licences?.monthlyCost).toBe(68.2);
});

test('where everything is as it should be, there is nothing to decide', async () => {
  const { situation } = await assessTinyOf(
    'unread-mail',
    'mfa-enforcement',
  )({
    tables: {
      accounts: [physician('a'), clerk('b')],
      'mail-activity': [mail('a', USED, 3), mail('b', USED, 5)],
      'mfa-policies': [SECURITY_DEFAULTS, policyRow('Tous', ALL)],
      'role-assignments': [],
      'group-members': [],
    },
  });
  expect(situation.decisions).toEqual([]);
  expect(situation.indicators.map(({ count, undetermined }) => [count, undetermined])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('what could not be assessed calls for no decision', async () => {
  const { situation } = await assessTinyOf(
    'unread-mail',
    'mfa-enforcement',
  )({
    tables: { accounts: [physician('a'), clerk('b')] },
  });
  expect(situation.decisions).toEqual([]);
  expect(situation.indicators.map(({ examined, undetermined }) => [examined, undetermined])).toEqual([
    [0, 2],
    [0, 2],
  ]);
});

test('a decision that rests on a lower bound, or leaves accounts open, says so', async () => {
  const { situation } = await assessTinyOf(
    'unread-mail',
    'mailbox-redirects',
  )({
    tables: {
      accounts: [physician('a@reseau.example'), physician('b@reseau.example'), clerk('c@reseau.example')],
      'mail-activity': [mail('a@reseau.example', UNUSED, 7), mail('b@reseau.example', UNUSED, null)],
      'inbox-rules': [
        rulesOf('a@reseau.example', 'rules', [inboxRule({ redirectTo: ['x@gmail.com'] })]),
        rulesOf('b@reseau.example', 'none'),
        rulesOf('c@reseau.example', 'none'),
      ],
    },
  });
  const [redirects, unread] = ['mailbox-redirects', 'unread-mail'].map((check) =>
    situation.decisions?.find((one) => one.check === check),
  );
  expect(unread).toMatchObject({ id: 'reach-physicians', accounts: 1, undetermined: 1, lowerBound: false });
  expect(redirects).toMatchObject({ id: 'remove-redirects', accounts: 1, lowerBound: true });
});

test('without a category of physicians, a decision tells of none', async () => {
  const { situation } = await assessTinyOf('unread-mail')(
    { tables: { accounts: [clerk('a')], 'mail-activity': [mail('a', UNUSED, 7)] } },
    { categories: [{ id: 'all', physician: false, label: { fr: 'Tous', en: 'All' }, when: {} }] },
  );
  expect(situation.decisions?.map(({ id, physicians }) => [id, physicians])).toEqual([
    ['reach-holders', undefined],
  ]);
});

const someDecision: fc.Arbitrary<Decision> = fc.record({
  ...{ id: fc.string(), check: fc.string(), undetermined: fc.nat(), lowerBound: fc.boolean() },
  who: fc.constant('establishments' as const),
  accounts: fc.integer({ min: 1, max: 9 }),
  physicians: fc.nat(5),
  gravity: fc.constantFrom('critical' as const, 'serious' as const, 'notable' as const),
  list: fc.constant(null),
  facts: fc.constant({}),
});

test('at most seven are kept, the gravest first, then by physicians and by accounts', () => {
  fc.assert(
    fc.property(fc.array(someDecision, { maxLength: 20 }), (all) => {
      const kept = weightiest(all);
      expect(kept).toHaveLength(Math.min(7, all.length));
      const weight = ({ gravity, physicians = 0, accounts }: Decision): number =>
        ['notable', 'serious', 'critical'].indexOf(gravity) * 10_000 + physicians * 100 + accounts;
      const weights = all.map(weight).sort((left, right) => right - left);
      expect(kept.map(weight)).toEqual(weights.slice(0, kept.length));
    }),
  );
});

const RULES = CHECKS.flatMap(({ decisions = [] }) => decisions);

test('no two rules share an id', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test.each(RULES)(
  '$id: its words tell its own numbers, without a fault in French',
  ({ facts = {}, words }) => {
    expect(words.facts.every(({ fact }) => fact in facts)).toBe(true);
    const acts = [words.act, ...(words.actOnNamed === undefined ? [] : [words.actOnNamed]), ...words.facts];
    for (const { one, other } of acts) {
      for (const text of [one.fr, one.en, other.fr, other.en]) expect(text).toMatch(/\{n\}/);
      const lines = [one.fr, other.fr].map((line) => line.replaceAll(/\{\w+\}/g, '…'));
      expect(frenchFaults(lines.join('\n'))).toEqual([]);
    }
    for (const act of [words.act, words.actOnNamed ?? words.act])
      for (const language of ['fr', 'en'] as const) expect(act.other[language]).toMatch(/^\p{Lu}.*[^.]$/u);
  },
);
