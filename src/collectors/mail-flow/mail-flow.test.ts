import { expect, test } from 'vitest';
import { collecting } from '../../testing/collecting.ts';
import type { FarSide } from '../../testing/scripted-client.ts';
import type { Scripted } from '../../testing/scripted-transport.ts';
import { mailFlow } from './mail-flow.ts';

const ANSWERS: Readonly<Record<string, readonly object[]>> = {
  'Get-TransportRule': [
    {
      ...{ Name: 'Copie au comité', State: 'Enabled', Mode: 'Enforce', Priority: 0 },
      ...{
        RedirectMessageTo: null,
        BlindCopyTo: ['comite@sante.example'],
        CopyTo: 'SMTP:copie@sante.example',
        AddToRecipients: [],
      },
    },
    {
      name: 'Vers l’extérieur',
      STATE: 'Disabled',
      mode: 'AuditAndNotify',
      priority: '3',
      redirectMessageTo: 'a@b.example;c@d.example',
    },
    { Name: 'Of a state to come', State: 'Paused', AddToRecipients: ['x@y.example'] },
    {
      Name: 'Avertissement',
      State: 'Enabled',
      Mode: 'Enforce',
      Priority: 1,
      ActivationDate: '2020-01-01T00:00:00',
      ExpiryDate: null,
      ApplyHtmlDisclaimerText: 'x',
      RedirectMessageTo: [],
      BlindCopyTo: null,
    },
  ],
  'Get-HostedOutboundSpamFilterPolicy': [
    { Name: 'Default', IsDefault: true, AutoForwardingMode: 'Automatic' },
    { Identity: 'Recherche', IsDefault: 'False', AutoForwardingMode: 'On' },
  ],
  'Get-HostedOutboundSpamFilterRule': [
    {
      ...{ Name: 'Recherche', HostedOutboundSpamFilterPolicy: 'Recherche', State: 'Enabled', Priority: 0 },
      ...{ From: null, FromMemberOf: ['recherche@sante.example'], SenderDomainIs: 'Recherche.Sante.Example' },
      ...{
        ExceptIfFrom: ['a@sante.example'],
        ExceptIfFromMemberOf: [],
        ExceptIfSenderDomainIs: ['X.example'],
      },
    },
  ],
  'Get-RemoteDomain': [
    { Name: 'Default', DomainName: '*', AutoForwardEnabled: true, IsDefault: true },
    { Name: 'Partenaire', DomainName: 'Partenaire.Example', AutoForwardEnabled: false },
  ],
  'Get-JournalRule': [
    { Name: 'Archives', Enabled: true, JournalEmailAddress: 'SMTP:a@archives.example', Scope: 'Global' },
  ],
  'Get-OutboundConnector': [
    { Name: 'Relais', Enabled: 'True', SmartHosts: ['relais.example'], RecipientDomains: 'Labo.Example' },
  ],
  'Get-AcceptedDomain': [
    {
      Name: 'sante',
      DomainName: 'Sante.example',
      DomainType: 'Authoritative',
      Default: true,
      MatchSubDomains: true,
    },
  ],
};

const NOTHING = {
  ...{
    isEnabled: null,
    mode: null,
    activeFrom: null,
    activeUntil: null,
    priority: null,
    isDefault: null,
    redirectTo: null,
    blindCopyTo: null,
    copyTo: null,
  },
  ...{ addedRecipients: null, autoForwardingMode: null, policy: null, senders: null, senderGroups: null },
  ...{ senderDomains: null, exceptSenders: null, exceptSenderGroups: null, exceptSenderDomains: null },
  scopeUntold: null,
  ...{ domainName: null, autoForwardEnabled: null, domainType: null, matchSubDomains: null },
  ...{ sends: null, stops: null, messageType: null, fromScope: null, sentToScope: null },
  ...{ otherConditions: null, exceptions: null, fromPeople: null, sentToPeople: null, recipients: null },
  ...{ smartHosts: null, recipientDomains: null, journalTo: null, journalOf: null, journalScope: null },
};
const NO_ADDRESS = {
  ...{ redirectTo: [], blindCopyTo: [], copyTo: [], addedRecipients: [] },
  ...{ sends: [], fromPeople: [], sentToPeople: [] },
};

const ROWS = [
  {
    kind: 'accepted-domain',
    name: 'sante',
    isDefault: true,
    domainName: 'sante.example',
    domainType: 'Authoritative',
    matchSubDomains: true,
  },
  {
    ...{ kind: 'journal-rule', name: 'Archives', isEnabled: true },
    ...{ journalTo: 'a@archives.example', journalScope: 'Global' },
  },
  {
    ...{ kind: 'outbound-connector', name: 'Relais', isEnabled: true },
    ...{ smartHosts: ['relais.example'], recipientDomains: ['labo.example'] },
  },
  { kind: 'outbound-policy', name: 'Default', isDefault: true, autoForwardingMode: 'Automatic' },
  { kind: 'outbound-policy', name: 'Recherche', isDefault: false, autoForwardingMode: 'On' },
  {
    ...{
      kind: 'outbound-rule',
      name: 'Recherche',
      isEnabled: true,
      priority: 0,
      policy: 'Recherche',
      senders: [],
    },
    ...{ senderGroups: ['recherche@sante.example'], senderDomains: ['recherche.sante.example'] },
    ...{ exceptSenders: ['a@sante.example'], exceptSenderGroups: [], exceptSenderDomains: ['x.example'] },
    scopeUntold: false,
  },
  { kind: 'remote-domain', name: 'Default', isDefault: true, domainName: '*', autoForwardEnabled: true },
  { kind: 'remote-domain', name: 'Partenaire', domainName: 'partenaire.example', autoForwardEnabled: false },
  {
    ...{ kind: 'transport-rule', name: 'Avertissement', isEnabled: true, mode: 'Enforce', priority: 1 },
    ...NO_ADDRESS,
    activeFrom: '2020-01-01T00:00:00',
  },
  {
    ...{
      kind: 'transport-rule',
      name: 'Copie au comité',
      isEnabled: true,
      mode: 'Enforce',
      priority: 0,
      ...NO_ADDRESS,
    },
    ...{ blindCopyTo: ['comite@sante.example'], copyTo: ['copie@sante.example'] },
  },
  { kind: 'transport-rule', name: 'Of a state to come', ...NO_ADDRESS, addedRecipients: ['x@y.example'] },
  {
    ...{
      kind: 'transport-rule',
      name: 'Vers l’extérieur',
      isEnabled: false,
      mode: 'AuditAndNotify',
      priority: 3,
      ...NO_ADDRESS,
    },
    ...{ redirectTo: ['a@b.example', 'c@d.example'] },
  },
].map((row) => ({ ...NOTHING, ...row }));

const REFUSED: Scripted = { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } };

function answering(refused: readonly string[], log: string[] = []): FarSide {
  return ({ url, body = '' }) => {
    const cmdlet = /"CmdletName":"([\w-]+)"/.exec(body)?.[1] ?? '';
    const road = url.includes('/InvokeCommand') ? '' : ' documented';
    log.push(`${cmdlet}${road}`);
    return refused.includes(`${cmdlet}${road}`) ? REFUSED : { json: { value: ANSWERS[cmdlet] } };
  };
}

test('what redirects, stops and allows in the mail flow is collected, whatever the case and shape of its names', async () => {
  const log: string[] = [];
  const { context, rows, close } = await collecting([], { exchange: answering([], log) });
  try {
    expect(await mailFlow.collect(context)).toEqual({ read: 12, expected: 12 });
    expect(await rows('mail-flow', 'kind, name')).toEqual(ROWS);
    expect(log.sort()).toEqual([
      'Get-AcceptedDomain documented',
      'Get-HostedOutboundSpamFilterPolicy',
      'Get-HostedOutboundSpamFilterRule',
      'Get-JournalRule',
      'Get-OutboundConnector',
      'Get-RemoteDomain',
      'Get-TransportRule',
    ]);
  } finally {
    await close();
  }
});

test('accepted domains that the documented endpoint refuses are asked of the cmdlet', async () => {
  const { context, rows, close } = await collecting([], {
    exchange: answering(['Get-AcceptedDomain documented']),
  });
  try {
    expect(await mailFlow.collect(context)).toEqual({ read: 12, expected: 12 });
    expect(await rows('mail-flow', 'kind, name')).toEqual(ROWS);
  } finally {
    await close();
  }
});

test('a part that is refused is told, and the others are kept', async () => {
  const refused = ['Get-TransportRule', 'Get-RemoteDomain'];
  const { context, rows, close } = await collecting([], { exchange: answering(refused) });
  const reason = 'permission';
  const detail = '403 Forbidden — POST /adminapi/beta/{id}/InvokeCommand';
  try {
    expect(await mailFlow.collect(context)).toEqual({
      ...{ read: 6, expected: 6 },
      misses: [
        { part: 'transport-rule', reason, detail, grants: mailFlow.grants },
        { part: 'remote-domain', reason, detail, grants: mailFlow.grants },
      ],
      shortfall: { reason, detail, grants: mailFlow.grants },
    });
    expect(await rows('mail-flow', 'kind, name')).toEqual(ROWS.slice(0, 6));
  } finally {
    await close();
  }
});

test('where every part is refused, the source is', async () => {
  const { context, close } = await collecting([]);
  try {
    await expect(mailFlow.collect(context)).rejects.toMatchObject({ kind: 'refused', code: 'AADSTS500011' });
    expect(await context.store.holds('mail-flow')).toBe(false);
  } finally {
    await close();
  }
});

test('a part that was given up beside parts that are refused may be had by another run', async () => {
  const { context, close } = await collecting([], {
    exchange: ({ body = '' }) => (body.includes('Transport') ? { status: 503 } : REFUSED),
    giveUpAfterMs: 50,
  });
  try {
    await expect(mailFlow.collect(context)).rejects.toMatchObject({ kind: 'gave-up', status: 503 });
  } finally {
    await close();
  }
});

test.each([
  ['a domain without its name', 'Get-RemoteDomain', [{ Name: 'x', DomainName: '' }]],
  ['a list of objects', 'Get-TransportRule', [{ Name: 'x', CopyTo: [{ Address: 'x' }] }]],
  [
    'a priority that is no number',
    'Get-TransportRule',
    [{ Name: 'x', CopyTo: 'a@b.example', Priority: 'first' }],
  ],
  ['a flag that is neither', 'Get-AcceptedDomain', [{ DomainName: 'x', MatchSubDomains: 'perhaps' }]],
])('%s is an error of that part, never "none"', async (_what, cmdlet, value) => {
  const { context, close } = await collecting([], {
    exchange: ({ body = '' }) => ({ json: { value: body.includes(cmdlet) ? value : [] } }),
  });
  try {
    const collected = await mailFlow.collect(context);
    expect(collected).toMatchObject({ read: 0, shortfall: { reason: 'error' } });
    expect(collected.misses).toHaveLength(1);
  } finally {
    await close();
  }
});

test('rows that came stay when Exchange says that it left others out, and the part is told', async () => {
  const warnings = ['More results are available than are displayed.'];
  const { context, close } = await collecting([], {
    exchange: ({ body = '' }) =>
      body.includes('Get-RemoteDomain')
        ? { json: { value: [{ Name: 'x', DomainName: 'x.example' }], '@adminapi.warnings': warnings } }
        : { json: { value: [], '@adminapi.warnings': [] } },
  });
  try {
    const detail = '200 Truncated — Get-RemoteDomain';
    expect(await mailFlow.collect(context)).toMatchObject({
      read: 1,
      misses: [{ reason: 'error', detail }],
      shortfall: { reason: 'error', detail },
    });
  } finally {
    await close();
  }
});
