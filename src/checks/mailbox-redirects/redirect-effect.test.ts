import { expect, test } from 'vitest';
import { z } from 'zod';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import {
  exchangeMailbox,
  inboxRule,
  mailboxAccount,
  OPEN_FLOW,
  rulesOf,
} from '../../testing/tiny-redirects.ts';
import type { TinySnapshot } from '../../testing/tiny-snapshot.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';

const assessTiny = assessTinyOf('mailbox-redirects');

const DOMAIN = '@reseau.example';

/** Accounts `a`, `b`… that redirect to one address each, in an organization with this mail flow. */
async function effects(
  targets: Record<string, string>,
  flow: readonly object[] | undefined,
  more: {
    tables?: TinySnapshot['tables'];
    sources?: TinySnapshot['sources'];
    manifest?: TinySnapshot['manifest'];
  } = {},
): Promise<{ rows: Record<string, string>; facts: Record<string, unknown> }> {
  const names = Object.keys(targets).map((name) => `${name}${DOMAIN}`);
  const { findings, indicator } = await assessTiny({
    tables: {
      accounts: names.map((name) => mailboxAccount(name)),
      'inbox-rules': Object.values(targets).map((target, index) =>
        rulesOf(names[index] ?? '', 'rules', [inboxRule({ redirectTo: [target] })]),
      ),
      'mailbox-forwarding': names.map((name) => exchangeMailbox(name)),
      ...(flow === undefined ? {} : { 'mail-flow': flow }),
      ...more.tables,
    },
    ...(more.sources === undefined ? {} : { sources: more.sources }),
    ...(more.manifest === undefined ? {} : { manifest: more.manifest }),
  });
  const found = await findings('mailbox-redirects', ['userPrincipalName', 'effect', 'why']);
  const told = z.object({ userPrincipalName: z.string(), effect: z.string(), why: z.string() });
  const rows = found.map((row) => told.parse(row));
  return {
    rows: Object.fromEntries(
      rows
        .map(({ userPrincipalName, effect, why }): [string, string] => [
          userPrincipalName.replace(DOMAIN, ''),
          why === '' ? effect : `${effect}: ${why}`,
        ])
        .sort(),
    ),
    facts: indicator('mailbox-redirects').facts,
  };
}

function flow(...rows: object[]): object[] {
  return [...OPEN_FLOW.filter((row) => !('isDefault' in row)), ...rows];
}

const OFF = { kind: 'outbound-policy', name: 'Default', isDefault: true, autoForwardingMode: 'Off' };
const AUTOMATIC = { ...OFF, autoForwardingMode: 'Automatic' };
const ALLOWED = { kind: 'outbound-policy', name: 'Permis', isDefault: false, autoForwardingMode: 'On' };
const BLOCKED = { kind: 'outbound-policy', name: 'Bloqué', isDefault: false, autoForwardingMode: 'Off' };

function outboundRule(more: object): object {
  return { kind: 'outbound-rule', name: 'Règle', isEnabled: true, priority: 0, policy: 'Permis', ...more };
}

test('the default outbound policy decides what is neither internal nor unresolved', async () => {
  const targets = {
    a: 'x@gmail.com',
    b: 'a@reseau.example',
    c: 'Marie Tremblay',
    d: 'x@umontreal.ca',
  };
  expect((await effects(targets, flow(OFF))).rows).toEqual({
    a: 'blocked: outbound-policy Default',
    b: 'effective',
    c: 'undetermined: target-unresolved',
    d: 'blocked: outbound-policy Default',
  });
  expect((await effects(targets, flow(AUTOMATIC))).rows).toMatchObject({
    a: 'blocked: outbound-policy Default',
    b: 'effective',
  });
  const open = await effects(targets, OPEN_FLOW);
  expect(open.rows).toEqual({
    a: 'effective',
    b: 'effective',
    c: 'undetermined: target-unresolved',
    d: 'effective',
  });
  expect(open.facts).toMatchObject({
    blockedByPolicy: 0,
    effectiveness: { effective: 3, blocked: 0, undetermined: 1 },
  });
});

test('where the mail flow was not read, nothing is called blocked or effective but what stays inside', async () => {
  const { rows, facts } = await effects({ a: 'x@gmail.com', b: 'a@reseau.example' }, undefined);
  expect(rows).toEqual({ a: 'undetermined: policy-not-read', b: 'effective' });
  expect(Object.keys(facts)).not.toContain('blockedByPolicy');
  expect(Object.keys(facts)).not.toContain('effectiveness');
});

test('a policy that was refused leaves what rests on it undetermined, and the figures out', async () => {
  const refused = (part: MailFlowKind): TinySnapshot['sources'] => ({
    'mail-flow': {
      outcome: 'partial',
      reason: 'permission',
      misses: [{ part, reason: 'permission', detail: '403' }],
    },
  });
  const targets = { a: 'x@gmail.com', b: 'x@bloque.example' };
  const remote = {
    kind: 'remote-domain',
    name: 'Bloqué',
    domainName: 'bloque.example',
    autoForwardEnabled: false,
  };
  const noPolicies = await effects(targets, [...flow(), remote], {
    sources: refused('outbound-policy'),
  });
  expect(noPolicies.rows).toEqual({ a: 'undetermined: policy-not-read', b: 'blocked: remote-domain Bloqué' });
  expect(Object.keys(noPolicies.facts)).not.toContain('blockedByPolicy');
  const noRules = await effects(targets, flow(OFF, ALLOWED), {
    sources: refused('outbound-rule'),
  });
  expect(noRules.rows).toMatchObject({ a: 'undetermined: policy-not-read' });
  const sameAnyway = await effects(targets, flow(OFF, BLOCKED), {
    sources: refused('outbound-rule'),
  });
  expect(sameAnyway.rows).toMatchObject({ a: 'blocked: outbound-policy Default' });
  const noRemote = await effects(
    targets,
    OPEN_FLOW.filter((row) => !('autoForwardEnabled' in row)),
  );
  expect(noRemote.rows).toMatchObject({ a: 'undetermined: policy-not-read' });
});

test('of the enabled outbound rules, the first whose conditions hold and no exception does decides', async () => {
  const targets = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, 'x@gmail.com']),
  );
  const { rows, facts } = await effects(
    targets,
    flow(
      OFF,
      ALLOWED,
      BLOCKED,
      outboundRule({ name: 'désactivée', isEnabled: false, senders: ['g@reseau.example'] }),
      outboundRule({
        name: 'nommés',
        priority: 1,
        senders: ['A@Reseau.example', 'b@reseau.example', 'd@reseau.example'],
        exceptSenders: ['b@reseau.example'],
      }),
      outboundRule({ name: 'trop tard', priority: 2, policy: 'Bloqué', senders: ['a@reseau.example'] }),
      outboundRule({
        name: 'les deux',
        priority: 3,
        senders: ['c@reseau.example'],
        senderDomains: ['autre.example'],
      }),
      outboundRule({
        name: 'groupe',
        priority: 4,
        senderGroups: ['Groupe@reseau.example'],
        exceptSenderGroups: ['sauf@reseau.example'],
      }),
      outboundRule({
        name: 'domaine',
        priority: 5,
        policy: 'Bloqué',
        senderDomains: ['RESEAU.example'],
        exceptSenderDomains: ['autre.example'],
      }),
    ),
    {
      tables: {
        'group-members': [
          ...['e', 'f'].map((name) => ({
            groupRef: 'groupe@reseau.example',
            accountId: `id-${name}${DOMAIN}`,
          })),
          { groupRef: 'sauf@reseau.example', accountId: `id-f${DOMAIN}` },
        ],
      },
    },
  );
  expect(rows).toEqual({
    a: 'effective',
    b: 'blocked: outbound-policy Bloqué',
    c: 'blocked: outbound-policy Bloqué',
    d: 'effective',
    e: 'effective',
    f: 'blocked: outbound-policy Bloqué',
    g: 'blocked: outbound-policy Bloqué',
  });
  expect(facts).toMatchObject({
    blockedByPolicy: 4,
    effectiveness: { effective: 3, blocked: 4, undetermined: 0 },
  });
});

test('a group whose members were not read, and a name that is no address, leave what they may cover undetermined', async () => {
  const byGroup = flow(OFF, ALLOWED, outboundRule({ senderGroups: ['groupe@reseau.example'] }));
  const targets = { a: 'x@gmail.com', b: 'x@gmail.com' };
  const member = { groupRef: 'groupe@reseau.example', accountId: `id-a${DOMAIN}` };
  const unread = { a: 'undetermined: policy-not-read', b: 'undetermined: policy-not-read' };
  expect((await effects(targets, byGroup)).rows).toEqual(unread);
  const missed = await effects(targets, byGroup, {
    tables: { 'group-members': [member] },
    sources: {
      'group-members': {
        outcome: 'partial',
        reason: 'permission',
        misses: [{ part: 'group', subject: 'Groupe@reseau.example', reason: 'permission', detail: '403' }],
      },
    },
  });
  expect(missed.rows).toEqual(unread);
  const read = await effects(targets, byGroup, { tables: { 'group-members': [member] } });
  expect(read.rows).toEqual({ a: 'effective', b: 'blocked: outbound-policy Default' });
  const byName = flow(OFF, ALLOWED, outboundRule({ senders: ['Luc Côté', 'a@reseau.example'] }));
  expect((await effects(targets, byName)).rows).toEqual({
    a: 'effective',
    b: 'undetermined: policy-not-read',
  });
  const noCondition = flow(OFF, ALLOWED, outboundRule({}));
  expect((await effects(targets, noCondition)).rows).toEqual(unread);
});

test('senders are known by their user principal name and their main address', async () => {
  const senders = flow(
    OFF,
    ALLOWED,
    outboundRule({ senders: ['luc.cote@clinique.example', 'b@reseau.example'] }),
  );
  const targets = { a: 'x@gmail.com', b: 'x@gmail.com', c: 'x@gmail.com' };
  const { rows } = await effects(targets, senders, {
    tables: {
      'mailbox-forwarding': [
        exchangeMailbox(`a${DOMAIN}`, { primarySmtpAddress: 'Luc.Cote@clinique.example' }),
        exchangeMailbox(`B${DOMAIN}`, { accountId: null, primarySmtpAddress: 'autre@clinique.example' }),
      ],
    },
  });
  expect(rows).toEqual({ a: 'effective', b: 'effective', c: 'undetermined: policy-not-read' });
});

test('the most specific remote domain blocks too, whatever the policy lets through', async () => {
  const remote = (name: string, domainName: string, autoForwardEnabled: boolean): object => ({
    kind: 'remote-domain',
    name,
    domainName,
    autoForwardEnabled,
  });
  const { rows } = await effects(
    {
      a: 'x@partenaire.example',
      b: 'x@sous.partenaire.example',
      c: 'x@autre.example',
      d: 'x@Université.example',
    },
    [
      ...OPEN_FLOW,
      remote('Partenaire', 'Partenaire.example', false),
      remote('Sous-domaines', '*.partenaire.example', true),
      remote('Université', 'xn--universit-j4a.example', false),
    ],
  );
  expect(rows).toEqual({
    a: 'blocked: remote-domain Partenaire',
    b: 'effective',
    c: 'effective',
    d: 'blocked: remote-domain Université',
  });
});

const REJECTS = {
  ...{ kind: 'transport-rule', name: 'Refus', isEnabled: true, mode: 'Enforce', priority: 0 },
  ...{ stops: true, messageType: 'AutoForward', fromScope: '', sentToScope: 'NotInOrganization' },
  ...{ otherConditions: [], exceptions: [] },
};

test.each<[string, object, string]>([
  ['rejects every automatic forward to outside', {}, 'blocked: transport-rule Refus'],
  ['rejects those of some', { otherConditions: ['FromMemberOf'] }, 'undetermined: transport-rule Refus'],
  ['excepts some', { exceptions: ['ExceptIfFrom'] }, 'undetermined: transport-rule Refus'],
  ['does not tell its conditions', { otherConditions: null }, 'undetermined: transport-rule Refus'],
  ['does not tell whether it stops', { stops: null }, 'undetermined: transport-rule Refus'],
  ['does not tell whether it is enabled', { isEnabled: null }, 'undetermined: transport-rule Refus'],
  [
    'stops mail from inside, though a redirect keeps its sender',
    { fromScope: 'InOrganization' },
    'undetermined: transport-rule Refus',
  ],
  ['is disabled', { isEnabled: false }, 'effective'],
  ['stops nothing', { stops: false }, 'effective'],
  ['stops mail of another type', { messageType: 'Calendaring' }, 'effective'],
])('where a transport rule %s, a redirect to outside is told so', async (_, more, effect) => {
  const { rows } = await effects({ a: 'x@gmail.com' }, [...OPEN_FLOW, { ...REJECTS, ...more }]);
  expect(rows).toEqual({ a: effect });
});

test('a blocked forward that keeps no copy reaches nobody, and comes first', async () => {
  const { rows, facts } = await effects({ a: 'x@gmail.com', b: 'x@gmail.com' }, flow(OFF), {
    tables: {
      'mailbox-forwarding': [
        exchangeMailbox(`a${DOMAIN}`),
        exchangeMailbox(`b${DOMAIN}`, {
          forwardingSmtpAddress: 'y@ailleurs.example',
          deliverToMailboxAndForward: false,
        }),
      ],
    },
  });
  expect(rows).toMatchObject({ a: 'blocked: outbound-policy Default' });
  // Of a redirecting rule it is not known whether it keeps a copy.
  expect(facts).toMatchObject({ blockedByPolicy: 2, reachesNobody: 1, mayReachNobody: 1 });
});
