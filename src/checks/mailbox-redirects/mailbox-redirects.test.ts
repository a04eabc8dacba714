import { expect, test } from 'vitest';
import { assessTiny } from '../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';

function account(name: string, more: object = {}): Record<string, unknown> {
  return { accountId: `id-${name}`, userPrincipalName: name, exchangePlans: [MAILBOX_PLAN], ...more };
}

function rule(more: object): object {
  return {
    name: 'Règle',
    isEnabled: true,
    hasError: false,
    redirectTo: [],
    forwardTo: [],
    forwardAsAttachmentTo: [],
    ...more,
  };
}

function asked(
  name: string,
  outcome: string,
  rules: readonly object[] = [],
  code: string | null = null,
): object {
  return { accountId: `id-${name}`, outcome, code, rules };
}

const OUT = { redirectTo: ['x@gmail.com'] };

test('an enabled, error-free rule that redirects or forwards decides; a mailbox that was not read is undetermined', async () => {
  const rules: [string, object][] = [
    ['a-redirect', rule(OUT)],
    ['b-forward', rule({ forwardTo: ['x@gmail.com'] })],
    ['c-attachment', rule({ forwardAsAttachmentTo: ['x@gmail.com'] })],
    ['d-enabled-unknown', rule({ ...OUT, isEnabled: null, hasError: null })],
    ['e-disabled', rule({ ...OUT, isEnabled: false })],
    ['f-broken', rule({ ...OUT, hasError: true })],
    ['g-moves-only', rule({})],
    ['h-no-address', rule({ redirectTo: [''] })],
  ];
  const { verdicts, indicator, situation } = await assessTiny({
    tables: {
      accounts: [
        ...rules.map(([name]) => account(name)),
        ...[
          'i-none',
          'j-denied',
          'k-no-cloud',
          'l-gave-up',
          'm-error',
          'n-no-row',
          'o-broken-and-disabled',
        ].map((name) => account(name)),
        account('p-no-mailbox', { exchangePlans: [] }),
      ],
      'inbox-rules': [
        ...rules.map(([name, one]) => asked(name, 'rules', [one])),
        asked('i-none', 'none'),
        asked('j-denied', 'denied', [], 'ErrorAccessDenied'),
        asked('k-no-cloud', 'no-cloud-mailbox', [], 'MailboxNotEnabledForRESTAPI'),
        asked('l-gave-up', 'gave-up'),
        asked('m-error', 'error', [], 'UnknownError'),
        asked('o-broken-and-disabled', 'rules', [
          rule({ ...OUT, hasError: true }),
          rule({ ...OUT, isEnabled: false }),
        ]),
      ],
    },
  });
  expect(await verdicts('mailbox-redirects')).toEqual({
    'a-redirect': 'non-compliant',
    'b-forward': 'non-compliant',
    'c-attachment': 'non-compliant',
    'd-enabled-unknown': 'non-compliant',
    'e-disabled': 'compliant',
    'f-broken': 'compliant',
    'g-moves-only': 'compliant',
    'h-no-address': 'non-compliant',
    'i-none': 'compliant',
    'j-denied': 'undetermined',
    'k-no-cloud': 'undetermined',
    'l-gave-up': 'undetermined',
    'm-error': 'undetermined',
    'n-no-row': 'undetermined',
    'o-broken-and-disabled': 'compliant',
    'p-no-mailbox': 'not-applicable',
  });
  expect(indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 15,
    examined: 10,
    count: 5,
    undetermined: 5,
    facts: {
      byMechanism: { 'inbox-rule': 5 },
      byTargetClass: {
        'public-webmail': 4,
        external: 0,
        university: 0,
        unresolved: 1,
        partner: 0,
        internal: 0,
      },
      brokenRulesOnly: 2,
      disabledRulesOnly: 1,
    },
  });
  const gaps = situation.gaps.filter(({ source }) => source === 'inbox-rules');
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words.what.en])).toEqual([
    ['denied', 1, 'Mailboxes whose rules were refused (ErrorAccessDenied).'],
    [
      'no-cloud-mailbox',
      1,
      'Accounts without a mailbox in the cloud, whose rules cannot be read (MailboxNotEnabledForRESTAPI).',
    ],
    ['gave-up', 1, 'Mailboxes whose rules were given up after several attempts.'],
    ['error', 1, 'Mailboxes whose rules could not be read because of an error (UnknownError).'],
    ['not-read', 1, 'Mailboxes whose rules were not read.'],
  ]);
});

test('forwarding of the whole mailbox decides too, even where the rules could not be read', async () => {
  const forward = (name: string, forwardingAddress: string | null, smtp: string | null): object => ({
    accountId: `id-${name}`,
    forwardingAddress,
    forwardingSmtpAddress: smtp,
  });
  const tables = {
    accounts: ['a-denied', 'b-both', 'c-blank', 'd-not-read'].map((name) => account(name)),
    'mailbox-forwarding': [
      forward('a-denied', null, 'smtp:moi@videotron.ca'),
      forward('b-both', 'Contact externe', 'smtp:ignored@gmail.com'),
      forward('c-blank', '', ' '),
    ],
  };
  const both = await assessTiny({
    tables: {
      ...tables,
      'inbox-rules': [
        asked('a-denied', 'denied'),
        asked('b-both', 'rules', [rule({ name: 'Départ', redirectTo: ['SMTP:Ami@Umontreal.ca. '] })]),
        asked('c-blank', 'none'),
      ],
    },
  });
  expect(await both.verdicts('mailbox-redirects')).toEqual({
    'a-denied': 'non-compliant',
    'b-both': 'non-compliant',
    'c-blank': 'compliant',
    'd-not-read': 'undetermined',
  });
  const columns = ['userPrincipalName', 'mechanisms', 'rules', 'targets', 'targetClass', 'targetCount'];
  expect(await both.findings('mailbox-redirects', columns)).toEqual([
    {
      userPrincipalName: 'a-denied',
      mechanisms: 'mailbox-forwarding',
      rules: null,
      targets: 'moi@videotron.ca',
      targetClass: 'public-webmail',
      targetCount: 1n,
    },
    {
      userPrincipalName: 'b-both',
      mechanisms: 'inbox-rule; mailbox-forwarding',
      rules: 'Départ',
      targets: 'Ami@Umontreal.ca; Contact externe',
      targetClass: 'external',
      targetCount: 2n,
    },
    {
      userPrincipalName: 'd-not-read',
      mechanisms: null,
      rules: null,
      targets: null,
      targetClass: null,
      targetCount: null,
    },
  ]);
  expect(both.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: false,
    count: 2,
    facts: { byMechanism: { 'inbox-rule': 1, 'mailbox-forwarding': 2 } },
  });
  const alone = await assessTiny({
    tables,
    sources: { 'inbox-rules': { outcome: 'refused', reason: 'permission' } },
  });
  expect(alone.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 4,
    examined: 4,
    count: 2,
    undetermined: 0,
  });
  const neither = await assessTiny({ tables: { accounts: tables.accounts } });
  expect(neither.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 4,
    examined: 0,
    count: 0,
    undetermined: 4,
  });
});

test('an account takes the riskiest class of its targets, told by their domains', async () => {
  const targets: Record<string, string> = {
    'gmail.com': 'public-webmail',
    'Hotmail.CO.UK': 'public-webmail',
    'yahoo.ca': 'public-webmail',
    'live.com.au': 'public-webmail',
    'courriel.example': 'public-webmail',
    'clinique-privee.example': 'external',
    'notgmail.com': 'external',
    'umontreal.ca': 'university',
    'etu.umontreal.ca': 'university',
    'fauxumontreal.ca': 'external',
    'partenaire.example': 'partner',
    'sympatico.ca': 'partner',
    'RESEAU.example': 'internal',
    'sous.reseau.example': 'internal',
    'attente.example': 'external',
    'reseau.onmicrosoft.com': 'internal',
    'mail.reseau.onmicrosoft.com': 'internal',
    'autrereseau.onmicrosoft.com': 'external',
  };
  const addresses: [string, string][] = [
    ...Object.entries(targets).map(([domain, kind]): [string, string] => [`x@${domain}`, kind]),
    ['/o=ExchangeLabs/ou=x/cn=Recipients/cn=abc@reseau.example', 'unresolved'],
    ['IMCEAEX-_O=EXCHANGELABS@reseau.example', 'unresolved'],
    ['Marie Tremblay', 'unresolved'],
    ['"a@b"@gmail.com', 'public-webmail'],
  ];
  const name = (index: number): string => `account-${String(index).padStart(2, '0')}`;
  const { findings } = await assessTiny(
    {
      tables: {
        accounts: [...addresses.keys(), 98, 99].map((index) => account(name(index))),
        'inbox-rules': [
          ...addresses.map(([address], index) =>
            asked(name(index), 'rules', [rule({ redirectTo: [address] })]),
          ),
          asked(name(98), 'rules', [
            rule({ redirectTo: ['a@reseau.example'], forwardTo: ['b@umontreal.ca', 'B@umontreal.ca '] }),
            rule({ name: 'Privé', forwardAsAttachmentTo: ['c@ailleurs.example', 'a@reseau.example'] }),
          ]),
          asked(name(99), 'rules', [
            rule({ redirectTo: ['a@reseau.example'] }),
            rule({ ...OUT, isEnabled: false }),
          ]),
        ],
      },
    },
    {
      domains: {
        partners: ['partenaire.example', 'sympatico.ca'],
        universities: ['UMontreal.ca'],
        webmail: ['courriel.example'],
      },
    },
  );
  const found = await findings('mailbox-redirects', ['targetClass']);
  expect(found.slice(0, addresses.length)).toEqual(addresses.map(([, targetClass]) => ({ targetClass })));
  expect(
    (await findings('mailbox-redirects', ['rules', 'targets', 'targetClass', 'targetCount'])).slice(-2),
  ).toEqual([
    {
      rules: 'Privé; Règle',
      targets: 'B@umontreal.ca; a@reseau.example; c@ailleurs.example',
      targetClass: 'external',
      targetCount: 3n,
    },
    { rules: 'Règle', targets: 'a@reseau.example', targetClass: 'internal', targetCount: 1n },
  ]);
});

test('redirected shared mailboxes, rooms and equipment are tallied apart', async () => {
  const usage = (name: string, recipientType: string): object => ({
    userPrincipalName: name,
    isDeleted: false,
    recipientType,
  });
  const names = ['shared', 'room', 'equipment', 'quiet'];
  const { indicator } = await assessTiny({
    tables: {
      accounts: names.map((name) => account(name)),
      'mailbox-usage': [
        usage('shared', 'shared'),
        usage('room', 'room'),
        usage('equipment', 'equipment'),
        usage('quiet', 'shared'),
      ],
      'inbox-rules': [
        ...names.slice(0, 3).map((name) => asked(name, 'rules', [rule(OUT)])),
        asked('quiet', 'none'),
      ],
    },
  });
  expect(indicator('mailbox-redirects')).toMatchObject({
    population: 0,
    count: 0,
    facts: { sharedMailboxes: 1, roomMailboxes: 2, byMechanism: { 'inbox-rule': 0 } },
  });
});
