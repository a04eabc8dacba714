import { expect, test } from 'vitest';
import type { MailFlowSpec } from './mail-flow-spec.ts';
import { effectOf, modeOf, overallEffect, type Effect } from './mail-flow-truth.ts';
import type { Coverage, TargetClass } from './redirect-spec.ts';

type Rule = MailFlowSpec['outboundRules'][number];

const GROUPS: MailFlowSpec['groups'] = [
  { name: 'A', address: 'a@x.example', members: ['permitted', 'permittedAndBlocked'] },
  { name: 'B', address: 'b@x.example', members: ['blockedByGroup', 'permittedAndBlocked', 'excepted'] },
];

function flowOf(rules: Partial<Rule>[], mode: 'Automatic' | 'On' | 'Off' = 'Automatic'): MailFlowSpec {
  return {
    acceptedDomains: [],
    remoteDomains: [
      { name: 'Default', domain: '*', autoForwardEnabled: true },
      { name: 'P', domain: 'partner.example', autoForwardEnabled: false },
      { name: 'S', domain: '*.clinic.example', autoForwardEnabled: false },
      { name: 'T', domain: '*.open.clinic.example', autoForwardEnabled: true },
    ],
    transportRules: [],
    outboundPolicies: [
      { name: 'Default', autoForwardingMode: mode },
      { name: 'on', autoForwardingMode: 'On' },
      { name: 'off', autoForwardingMode: 'Off' },
    ],
    outboundRules: rules.map((rule, priority) => ({
      name: `rule ${priority}`,
      priority,
      state: 'Enabled',
      policy: 'off',
      ...rule,
    })),
    groups: GROUPS,
    departedForwarding: 0,
  };
}

test.each<[string, Partial<Rule>[], Coverage, string]>([
  ['no rule: the default policy', [], 'plain', 'Automatic'],
  ['a rule without conditions is for everyone', [{}], 'plain', 'Off'],
  ['named', [{ senders: ['blockedByName'] }], 'blockedByName', 'Off'],
  ['not named', [{ senders: ['blockedByName'] }], 'plain', 'Automatic'],
  [
    'a disabled rule is none',
    [{ senders: ['blockedByName'], state: 'Disabled' }],
    'blockedByName',
    'Automatic',
  ],
  [
    'a member, the group’s address in another case',
    [{ senderGroups: ['B@X.example'] }],
    'blockedByGroup',
    'Off',
  ],
  ['the domain', [{ senderDomains: ['y.example', 'x.example'] }], 'plain', 'Off'],
  ['another domain', [{ senderDomains: ['y.example'] }], 'plain', 'Automatic'],
  [
    'kinds of conditions must all match',
    [{ senderGroups: ['a@x.example'], senderDomains: ['y.example'] }],
    'permitted',
    'Automatic',
  ],
  [
    'an exception lets go',
    [{ senderGroups: ['b@x.example'], exceptSenders: ['excepted'] }],
    'excepted',
    'Automatic',
  ],
  ['an excepted group', [{ exceptSenderGroups: ['a@x.example'] }], 'permitted', 'Automatic'],
  ['an excepted domain', [{ exceptSenderDomains: ['x.example'] }], 'permitted', 'Automatic'],
  [
    'the lowest number wins, wherever it stands',
    [
      { senderGroups: ['b@x.example'], priority: 7 },
      { senderGroups: ['a@x.example'], policy: 'on', priority: 2 },
    ],
    'permittedAndBlocked',
    'On',
  ],
])('%s', (_, rules, coverage, mode) => {
  expect(modeOf(flowOf(rules), coverage, 'x.example')).toBe(mode);
});

test.each<[TargetClass, string, 'Automatic' | 'On' | 'Off', Effect]>([
  ['internal', 'x.example', 'Off', 'effective'],
  ['unresolved', '', 'On', 'undetermined'],
  ['unresolved', '', 'Off', 'undetermined'],
  ['public-webmail', 'gmail.com', 'On', 'effective'],
  ['public-webmail', 'gmail.com', 'Off', 'blocked'],
  ['public-webmail', 'gmail.com', 'Automatic', 'blocked'],
  ['partner', 'PARTNER.example.', 'On', 'blocked'],
  ['partner', 'partner.example', 'Automatic', 'blocked'],
  ['partner', 'sub.partner.example', 'On', 'effective'],
  ['external', 'a.clinic.example', 'On', 'blocked'],
  ['external', 'a.open.clinic.example', 'On', 'effective'],
])('a redirect to %s %s under %s is %s', (targetClass, domain, mode, effect) => {
  expect(effectOf(flowOf([], mode), 'plain', 'x.example', { targetClass, domain })).toBe(effect);
});

test('of several redirects one that surely leaves decides, then one that may', () => {
  expect([
    overallEffect(['blocked', 'undetermined', 'effective']),
    overallEffect(['blocked', 'undetermined']),
    overallEffect(['blocked', 'blocked']),
  ]).toEqual(['effective', 'undetermined', 'blocked']);
});
