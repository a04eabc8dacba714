import { expect, test } from 'vitest';
import { exchangeReader } from '../../../grants/grant.ts';
import type { MailFlowKind } from '../../../snapshot/mail-flow-kinds.ts';
import { assessTiny } from '../../../testing/assess-tiny.ts';
import { OPEN_FLOW } from '../../../testing/tiny-redirects.ts';
import type { MailFlow } from '../../../situation/sections/mail-flow.ts';

const ACCOUNTS = [{ accountId: 'id-a', userPrincipalName: 'a@reseau.example' }];

async function mailFlowOf(
  flow: readonly object[],
  parts: readonly MailFlowKind[] = [],
): Promise<MailFlow | undefined> {
  const { situation } = await assessTiny({
    tables: { accounts: ACCOUNTS, 'mail-flow': flow },
    ...(parts.length === 0
      ? {}
      : {
          sources: {
            'mail-flow': {
              outcome: 'partial',
              reason: 'permission',
              misses: parts.map((part) => ({ part, reason: 'permission', detail: '403' })),
            },
          },
        }),
  });
  return situation.mailFlow;
}

function transportRule(name: string, more: object): object {
  return { kind: 'transport-rule', name, isEnabled: true, mode: 'Enforce', ...more };
}

test('transport rules that send messages elsewhere are findings about the tenant, the riskiest target first', async () => {
  const mailFlow = await mailFlowOf([
    ...OPEN_FLOW,
    transportRule('Copie interne', {
      priority: 0,
      blindCopyTo: ['archives@reseau.example', 'Archives@Reseau.example'],
      recipients: [{ written: 'archives@reseau.example', kind: 'SharedMailbox', address: null }],
    }),
    transportRule('Tout ailleurs', {
      priority: 1,
      redirectTo: ['smtp:x@gmail.com'],
      copyTo: ['y@reseau.example'],
    }),
    transportRule('À l’essai', { priority: 2, mode: 'AuditAndNotify', addedRecipients: ['z@autre.example'] }),
    transportRule('Éteinte', { priority: 3, isEnabled: false, copyTo: ['z@autre.example'] }),
    transportRule('Vers un nom', { priority: 4, mode: null, redirectTo: ['Luc Côté'] }),
    transportRule('Avis de confidentialité', { priority: 5 }),
  ]);
  const rule = (
    name: string,
    [isEnabled, mode, isActive]: [boolean, string | null, boolean | null],
    actions: string[],
    [targets, targetClass]: [number, string],
  ): object => ({ name, isEnabled, mode, isActive, actions, targets, targetClass });
  expect(mailFlow?.transportRules).toEqual([
    rule('Tout ailleurs', [true, 'Enforce', true], ['redirect', 'copy'], [2, 'public-webmail']),
    rule('À l’essai', [true, 'AuditAndNotify', false], ['add-recipient'], [1, 'external']),
    rule('Éteinte', [false, 'Enforce', false], ['copy'], [1, 'external']),
    rule('Vers un nom', [true, null, null], ['redirect'], [1, 'unresolved']),
    rule('Copie interne', [true, 'Enforce', true], ['blind-copy'], [1, 'internal']),
  ]);
  expect(mailFlow?.otherTransportRules).toBe(1);
  expect(mailFlow?.missing).toEqual([]);
  expect(JSON.stringify(mailFlow)).not.toContain('@');
});

test.each([
  [{ activeFrom: '2099-01-01T00:00:00Z' }, false],
  [{ activeUntil: '2019-12-31T23:00:00' }, false],
  [{ activeFrom: '2019-01-01T00:00:00', activeUntil: '2099-01-01T00:00:00' }, true],
  [{ activeUntil: 'demain' }, null],
  [{ isEnabled: false, activeUntil: 'demain' }, false],
])('a transport rule with %j is active: %s', async (dates, isActive) => {
  const mailFlow = await mailFlowOf([
    ...OPEN_FLOW,
    transportRule('Garde', { priority: 0, redirectTo: ['x@gmail.com'], ...dates }),
  ]);
  expect(mailFlow?.transportRules.map((rule) => rule.isActive)).toEqual([isActive]);
});

test('policies stand in the order that Exchange applies them, with the rule that applies each', async () => {
  const policy = (name: string, autoForwardingMode: string, isDefault = false): object => ({
    kind: 'outbound-policy',
    name,
    isDefault,
    autoForwardingMode,
  });
  const outboundRule = (name: string, applied: string, priority: number, isEnabled: boolean): object => ({
    kind: 'outbound-rule',
    name,
    policy: applied,
    priority,
    isEnabled,
    senders: ['a@reseau.example'],
  });
  const mailFlow = await mailFlowOf([
    ...OPEN_FLOW.filter((row) => !('isDefault' in row)),
    policy('Default', 'Off', true),
    policy('Second', 'Off'),
    policy('Premier', 'Off'),
    policy('Éteint', 'On'),
    policy('Sans règle', 'On'),
    outboundRule('R2', 'second', 1, true),
    outboundRule('R1', 'Premier', 0, true),
    outboundRule('R3', 'Éteint', 2, false),
  ]);
  expect(mailFlow).toEqual({
    transportRules: [],
    otherTransportRules: 0,
    outboundPolicies: [
      {
        name: 'Premier',
        isDefault: false,
        autoForwardingMode: 'Off',
        isEnabled: true,
        rule: 'R1',
        priority: 0,
      },
      {
        name: 'Second',
        isDefault: false,
        autoForwardingMode: 'Off',
        isEnabled: true,
        rule: 'R2',
        priority: 1,
      },
      {
        name: 'Éteint',
        isDefault: false,
        autoForwardingMode: 'On',
        isEnabled: false,
        rule: 'R3',
        priority: 2,
      },
      { name: 'Sans règle', isDefault: false, autoForwardingMode: 'On', isEnabled: false, priority: null },
      { name: 'Default', isDefault: true, autoForwardingMode: 'Off', isEnabled: true, priority: null },
    ],
    remoteDomains: [{ name: 'Default', domain: '*', autoForwardEnabled: true }],
    acceptedDomains: [{ domain: 'reseau.example', type: 'Authoritative', matchSubDomains: false }],
    journalRules: [],
    outboundConnectors: [],
    missing: [],
    autoForwarding: 'off',
  });
});

test('what was not read is named as missing, and nothing is said for it', async () => {
  expect((await assessTiny({ tables: { accounts: ACCOUNTS } })).situation.mailFlow).toBe(undefined);
  const transport = await mailFlowOf(OPEN_FLOW, ['transport-rule']);
  expect(transport).toMatchObject({ missing: ['transport-rule'], transportRules: [], autoForwarding: 'on' });
  expect(Object.keys(transport ?? {})).not.toContain('otherTransportRules');
  const onlyAccepted = await mailFlowOf(OPEN_FLOW.slice(0, 1), ['outbound-policy', 'outbound-rule']);
  expect(onlyAccepted).toMatchObject({ missing: ['outbound-policy', 'outbound-rule', 'remote-domain'] });
  expect(Object.keys(onlyAccepted ?? {})).not.toContain('autoForwarding');
  const mixed = await mailFlowOf(
    [
      ...OPEN_FLOW,
      { kind: 'outbound-policy', name: 'Autre', isDefault: false, autoForwardingMode: 'Automatic' },
    ],
    ['outbound-rule'],
  );
  expect(mixed).toMatchObject({ missing: ['outbound-rule'], autoForwarding: 'mixed' });
});

test('each part of the mail flow that was refused is a gap in words of its own', async () => {
  const { situation } = await assessTiny({
    tables: { accounts: ACCOUNTS, 'mail-flow': OPEN_FLOW },
    sources: {
      'mail-flow': {
        outcome: 'partial',
        reason: 'permission',
        grants: exchangeReader('View-Only Configuration'),
        misses: [{ part: 'transport-rule', reason: 'permission', detail: '403' }],
      },
    },
  });
  const gaps = situation.gaps.filter(({ source }) => source === 'mail-flow');
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words])).toEqual([
    [
      'permission',
      0,
      {
        what: {
          fr: 'Règles de flux de messagerie non lues\u00a0: on ne sait pas lesquelles redirigent ou copient des messages (403).',
          en: 'Transport rules not read: which of them redirect or copy messages is not known (403).',
        },
        remedy: {
          fr: 'Accorder Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Configuration à l’application avec le consentement de l’administrateur, puis collecter de nouveau.',
          en: 'Grant Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Configuration to the application with admin consent, then collect again.',
        },
      },
    ],
  ]);
});
