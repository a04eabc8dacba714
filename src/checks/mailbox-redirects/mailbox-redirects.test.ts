import { expect, test } from 'vitest';
import { z } from 'zod';
import { MAILBOX_OUTCOMES } from '../../situation/plain-situation.ts';
import { assessTinyOf, type AssessedTiny } from '../../testing/assess-tiny.ts';
import { mailboxRedirects } from './mailbox-redirects.ts';
import {
  exchangeMailbox,
  inboxRule as rule,
  mailboxAccount as account,
  rulesOf as asked,
} from '../../testing/tiny-redirects.ts';

const assessTiny = assessTinyOf('mailbox-redirects');

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
    'f-broken': 'undetermined',
    'g-moves-only': 'compliant',
    'h-no-address': 'non-compliant',
    'i-none': 'compliant',
    'j-denied': 'undetermined',
    'k-no-cloud': 'undetermined',
    'l-gave-up': 'undetermined',
    'm-error': 'undetermined',
    'n-no-row': 'undetermined',
    'o-broken-and-disabled': 'undetermined',
    'p-no-mailbox': 'not-applicable',
  });
  expect(indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 15,
    examined: 8,
    count: 5,
    undetermined: 7,
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
    [
      'error',
      2,
      'Mailboxes of which an enabled redirecting rule is broken, and that nothing else settles: undetermined.',
    ],
    ['not-read', 1, 'Mailboxes whose rules were not read.'],
  ]);
});

test('forwarding of the whole mailbox decides too, even where the rules could not be read', async () => {
  const forward = (forwardingAddress: string | null, smtp: string | null, more: object = {}): object => ({
    forwardingAddress,
    forwardingSmtpAddress: smtp,
    ...more,
  });
  const tables = {
    accounts: ['a-denied', 'b-both', 'c-blank', 'd-not-listed', 'e-by-name'].map((name) => account(name)),
    'mailbox-forwarding': [
      exchangeMailbox(
        'a-denied',
        forward(null, 'smtp:moi@videotron.ca', { deliverToMailboxAndForward: false }),
      ),
      exchangeMailbox('b-both', forward('Contact externe', 'smtp:ignored@gmail.com')),
      exchangeMailbox('c-blank', forward('', ' ', { deliverToMailboxAndForward: true })),
      exchangeMailbox(
        'E-By-Name',
        forward(null, 'SMTP:x@gmail.com', { accountId: null, deliverToMailboxAndForward: true }),
      ),
    ],
  };
  const both = await assessTiny({
    tables: {
      ...tables,
      'inbox-rules': [
        asked('a-denied', 'denied'),
        asked('b-both', 'rules', [rule({ name: 'Départ', redirectTo: ['SMTP:Ami@Umontreal.ca. '] })]),
        asked('c-blank', 'none'),
        asked('d-not-listed', 'none'),
        asked('e-by-name', 'none'),
      ],
    },
  });
  expect(await both.verdicts('mailbox-redirects')).toEqual({
    'a-denied': 'non-compliant',
    'b-both': 'non-compliant',
    'c-blank': 'compliant',
    'd-not-listed': 'undetermined',
    'e-by-name': 'non-compliant',
  });
  const columns = ['userPrincipalName', 'mechanism', 'rule', 'action', 'target', 'targetClass', 'keepsCopy'];
  const rows = await both.findings('mailbox-redirects', [...columns, 'targetCount']);
  const row = (values: readonly unknown[]): object =>
    Object.fromEntries([...columns, 'targetCount'].map((column, index) => [column, values[index]]));
  expect(rows).toEqual(
    [
      [
        'a-denied',
        'mailbox-forwarding',
        null,
        'ForwardingSmtpAddress',
        'moi@videotron.ca',
        'public-webmail',
        false,
        1n,
      ],
      [
        'e-by-name',
        'mailbox-forwarding',
        null,
        'ForwardingSmtpAddress',
        'x@gmail.com',
        'public-webmail',
        true,
        1n,
      ],
      ['b-both', 'inbox-rule', 'Départ', 'redirectTo', 'Ami@Umontreal.ca', 'external', null, 2n],
      ['b-both', 'mailbox-forwarding', null, 'ForwardingAddress', 'Contact externe', 'unresolved', null, 2n],
      ['d-not-listed', null, null, null, null, null, null, null],
    ].map(row),
  );
  expect(both.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: false,
    count: 3,
    facts: {
      byMechanism: { 'inbox-rule': 1, 'mailbox-forwarding': 3 },
      byTargetClass: { 'public-webmail': 2, external: 1, unresolved: 0 },
      withoutCopy: 1,
    },
  });
  const alone = await assessTiny({
    tables,
    sources: { 'inbox-rules': { outcome: 'refused', reason: 'permission' } },
  });
  expect(alone.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 5,
    examined: 4,
    count: 3,
    undetermined: 1,
    facts: { byMechanism: { 'mailbox-forwarding': 3 } },
  });
  const neither = await assessTiny({ tables: { accounts: tables.accounts } });
  expect(neither.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    population: 5,
    examined: 0,
    count: 0,
    undetermined: 5,
  });
});

test('forwarding to a recipient of the directory is classed by where that leads, and never internal unless resolved', async () => {
  const targets: Record<string, [string, string | null, string, string]> = {
    'a-contact': ['Contact externe', 'SMTP:ami@gmail.com', 'ami@gmail.com', 'public-webmail'],
    'b-colleague': ['Luc Côté', 'luc@reseau.example', 'luc@reseau.example', 'internal'],
    'c-nobody': ['Partie', null, 'Partie', 'unresolved'],
    'd-x500': [
      '/o=ExchangeLabs/cn=Recipients/cn=x@reseau.example',
      null,
      '/o=ExchangeLabs/cn=Recipients/cn=x@reseau.example',
      'unresolved',
    ],
    'e-address': ['ami@ailleurs.example', null, 'ami@ailleurs.example', 'external'],
    'f-own-address': ['contact@reseau.example', null, 'contact@reseau.example', 'unresolved'],
  };
  const names = Object.keys(targets);
  const { findings } = await assessTiny({
    tables: {
      accounts: names.map((name) => account(name)),
      'inbox-rules': names.map((name) => asked(name, 'none')),
      'mailbox-forwarding': Object.entries(targets).map(([name, [forwardingAddress, resolvedAddress]]) =>
        exchangeMailbox(name, {
          forwardingAddress,
          resolvedAddress,
          resolvedKind: name === 'b-colleague' ? 'UserMailbox' : null,
          forwardingSmtpAddress: 'smtp:x@yahoo.ca',
        }),
      ),
    },
  });
  const found = await findings('mailbox-redirects', ['userPrincipalName', 'target', 'targetClass']);
  expect(new Set(found)).toEqual(
    new Set(
      Object.entries(targets).map(([userPrincipalName, [, , target, targetClass]]) => ({
        userPrincipalName,
        target,
        targetClass,
      })),
    ),
  );
});

test('a mailbox whose forwarding was not returned is undetermined, unless something else settles it', async () => {
  const unread = { forwardingReturned: false };
  const names = ['a-told', 'b-untold', 'c-untold-rule', 'd-untold-denied'];
  const tables = {
    accounts: names.map((name) => account(name)),
    'inbox-rules': [
      asked('a-told', 'none'),
      asked('b-untold', 'none'),
      asked('c-untold-rule', 'rules', [rule(OUT)]),
      asked('d-untold-denied', 'denied'),
    ],
  };
  const untold = names.slice(1).map((name) => exchangeMailbox(name, unread));
  const partial = { outcome: 'partial', reason: 'permission', needs: 'Exchange.ManageAsApp' } as const;
  const some = await assessTiny({
    tables: { ...tables, 'mailbox-forwarding': [exchangeMailbox('a-told'), ...untold] },
    sources: { 'mailbox-forwarding': partial },
  });
  expect(await some.verdicts('mailbox-redirects')).toEqual({
    'a-told': 'compliant',
    'b-untold': 'undetermined',
    'c-untold-rule': 'non-compliant',
    'd-untold-denied': 'undetermined',
  });
  expect(some.indicator('mailbox-redirects')).toMatchObject({ lowerBound: true, count: 1, undetermined: 2 });
  const none = await assessTiny({
    tables: { ...tables, 'mailbox-forwarding': [exchangeMailbox('a-told', unread), ...untold] },
    sources: { 'mailbox-forwarding': partial },
  });
  expect(await none.verdicts('mailbox-redirects')).toMatchObject({
    'a-told': 'compliant',
    'b-untold': 'compliant',
  });
  expect(none.indicator('mailbox-redirects')).toMatchObject({
    lowerBound: true,
    count: 1,
    undetermined: 1,
    facts: { byMechanism: { 'inbox-rule': 1 } },
  });
  expect(Object.keys(none.indicator('mailbox-redirects').facts)).not.toContain('withoutCopy');
  const gapsOf = ({ situation }: typeof some): unknown[] =>
    situation.gaps
      .filter(({ source }) => source === 'mailbox-forwarding')
      .map(({ reason, accounts, words }) => [reason, accounts, words.what.en]);
  expect(gapsOf(some)).toEqual([
    [
      'permission',
      2,
      'Mailboxes that Exchange Online gave without their redirects, and that nothing else settles: undetermined.',
    ],
  ]);
  expect(gapsOf(none)).toEqual([
    [
      'permission',
      4,
      'Exchange Online gave the mailboxes without their redirects (ForwardingAddress, ForwardingSmtpAddress): they are not counted.',
    ],
  ]);
  expect(
    none.situation.gaps.find(({ source }) => source === 'mailbox-forwarding')?.words.remedy.en,
  ).toContain('Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader');
});

test('forwarding mailboxes of no account, and accounts that Exchange does not list, are told', async () => {
  const { situation, indicator } = await assessTiny({
    tables: {
      accounts: ['a-listed', 'b-absent', 'c-on-premises'].map((name) => account(name)),
      'inbox-rules': [
        asked('a-listed', 'none'),
        asked('b-absent', 'none'),
        asked('c-on-premises', 'no-cloud-mailbox'),
      ],
      'mailbox-forwarding': [
        exchangeMailbox('a-listed'),
        exchangeMailbox('partie', { forwardingSmtpAddress: 'x@gmail.com' }),
        exchangeMailbox('dossier-public', { accountId: null, forwardingSmtpAddress: 'x@gmail.com' }),
        exchangeMailbox('partie-sans-renvoi'),
      ],
    },
  });
  expect(indicator('mailbox-redirects')).toMatchObject({ lowerBound: false, count: 0, undetermined: 2 });
  const gaps = situation.gaps.filter(({ source }) => source === 'mailbox-forwarding');
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words.what.fr])).toEqual([
    [
      'not-read',
      1,
      'Comptes ayant une boîte aux lettres personnelle qu’Exchange Online ne nomme pas, et que rien d’autre ne tranche\u00a0: indéterminés.',
    ],
    [
      'not-read',
      2,
      'Boîtes aux lettres redirigées qui ne sont celles d’aucun compte de l’annuaire (boîtes supprimées, dossiers publics)\u00a0: elles ne sont pas comptées.',
    ],
  ]);
});

test.each([
  [5, false],
  [6, true],
])(
  'where Exchange leaves out %d mailboxes whose rules were read, the count is a lower bound: %s',
  async (absent, lowerBound) => {
    const names = Array.from({ length: absent }, (_, index) => `absent-${index}`);
    const { indicator } = await assessTiny({
      tables: {
        accounts: ['listed', ...names].map((name) => account(name)),
        'inbox-rules': ['listed', ...names].map((name) => asked(name, 'none')),
        'mailbox-forwarding': [exchangeMailbox('listed', { forwardingSmtpAddress: 'x@gmail.com' })],
      },
    });
    expect(indicator('mailbox-redirects')).toMatchObject({ lowerBound, count: 1 });
  },
);

test('an account takes the riskiest class of its targets; each redirect is a row, the worst first', async () => {
  const { findings, indicator } = await assessTiny(
    {
      tables: {
        accounts: [
          account('a-staff', { mail: 'a@reseau.example' }),
          account('b-physician', { jobTitle: 'médecin' }),
          account('c-unread'),
        ],
        'inbox-rules': [
          asked('a-staff', 'rules', [
            rule({ redirectTo: ['a@reseau.example'], forwardTo: ['b@umontreal.ca', 'B@umontreal.ca '] }),
            rule({ name: 'Privé', forwardAsAttachmentTo: ['c@ailleurs.example', 'a@reseau.example'] }),
            rule({ name: 'Éteinte', ...OUT, isEnabled: false }),
            rule({ name: 'Cassée', ...OUT, hasError: true }),
          ]),
          asked('b-physician', 'rules', [rule({ redirectTo: ['"a@b"@gmail.com', ''] })]),
          asked('c-unread', 'denied'),
        ],
        'mailbox-forwarding': [
          exchangeMailbox('a-staff', {
            forwardingSmtpAddress: 'x@gmail.com',
            deliverToMailboxAndForward: true,
          }),
        ],
      },
    },
    { domains: { universities: ['UMontreal.ca'] } },
  );
  const columns = ['userPrincipalName', 'rule', 'target', 'targetClass'];
  const rows = await findings('mailbox-redirects', [...columns, 'targetCount']);
  expect(rows.map((row) => Object.values(z.record(z.string(), z.unknown()).parse(row)))).toEqual([
    ['b-physician', 'Règle', '"a@b"@gmail.com', 'public-webmail', 2n],
    ['a-staff', null, 'x@gmail.com', 'public-webmail', 4n],
    ['a-staff', 'Privé', 'c@ailleurs.example', 'external', 4n],
    ['a-staff', 'Règle', 'B@umontreal.ca', 'university', 4n],
    ['b-physician', 'Règle', '?', 'unresolved', 2n],
    ['a-staff', 'Règle', 'a@reseau.example', 'internal', 4n],
    ['a-staff', 'Privé', 'a@reseau.example', 'internal', 4n],
    ['c-unread', null, null, null, null],
  ]);
  expect(indicator('mailbox-redirects')).toMatchObject({
    count: 2,
    undetermined: 1,
    facts: {
      byTargetClass: { 'public-webmail': 2, external: 0 },
      byMechanism: { 'inbox-rule': 2, 'mailbox-forwarding': 1 },
    },
  });
});

/** A mailbox bears the address, whatever stands around it. */
function mailboxOf(target: string): object {
  const written = /x@[a-z.]+/.exec(target)?.[0] ?? target;
  return { written, kind: 'UserMailbox', address: null };
}

test('subdomains are the organization’s where Exchange’s accepted domains say so, else where a verified domain covers them', async () => {
  const targets = [
    'x@sous.reseau.example',
    'x@sous.hopital.example',
    'x@hopital.example',
    'x@attente.example',
    'x@autre.onmicrosoft.com',
    'x@reseau.mail.onmicrosoft.com',
    'Luc <x@reseau.example>',
    "'SMTP:x@sous.reseau.example'",
  ];
  const classes = async (flow: object): Promise<Record<string, string>> => {
    const { findings } = await assessTiny({
      tables: {
        accounts: [account('a')],
        'inbox-rules': [
          { ...asked('a', 'rules', [rule({ redirectTo: targets })]), recipients: targets.map(mailboxOf) },
        ],
        ...flow,
      },
    });
    const rows = await findings('mailbox-redirects', ['target', 'targetClass']);
    const told = z.object({ target: z.string(), targetClass: z.string() });
    return Object.fromEntries(
      rows.map((row) => told.parse(row)).map(({ target, targetClass }) => [target, targetClass]),
    );
  };
  const accepted = { kind: 'accepted-domain', domainName: 'Hopital.example', matchSubDomains: true };
  expect(await classes({ 'mail-flow': [accepted] })).toEqual({
    'x@sous.reseau.example': 'external',
    'x@sous.hopital.example': 'internal',
    'x@hopital.example': 'internal',
    'x@attente.example': 'external',
    'x@autre.onmicrosoft.com': 'external',
    'x@reseau.mail.onmicrosoft.com': 'internal',
    'x@reseau.example': 'internal',
  });
  expect(await classes({})).toMatchObject({
    'x@sous.reseau.example': 'internal',
    'x@hopital.example': 'external',
    'x@attente.example': 'external',
    'x@autre.onmicrosoft.com': 'external',
    'x@reseau.mail.onmicrosoft.com': 'internal',
  });
});

test('redirected shared mailboxes, rooms and equipment are tallied apart, by either mechanism', async () => {
  const kinds: Record<string, string> = {
    shared: 'SharedMailbox',
    'shared-forward': 'SharedMailbox',
    room: 'RoomMailbox',
    equipment: 'EquipmentMailbox',
    quiet: 'SharedMailbox',
  };
  const names = Object.keys(kinds);
  const { indicator, findings } = await assessTiny({
    tables: {
      accounts: names.map((name) => account(name)),
      'mailbox-forwarding': names.map((name) =>
        exchangeMailbox(name, {
          recipientType: kinds[name],
          ...(name === 'shared-forward' ? { forwardingSmtpAddress: 'smtp:x@gmail.com' } : {}),
        }),
      ),
      'inbox-rules': [
        ...['shared', 'room', 'equipment'].map((name) => asked(name, 'rules', [rule(OUT)])),
        ...['shared-forward', 'quiet'].map((name) => asked(name, 'none')),
      ],
    },
  });
  expect(indicator('mailbox-redirects')).toMatchObject({
    population: 0,
    count: 0,
    facts: {
      sharedMailboxes: 2,
      roomMailboxes: 2,
      byMechanism: { 'inbox-rule': 0, 'mailbox-forwarding': 0 },
    },
  });
  expect(await findings('mailbox-redirects', ['userPrincipalName'])).toEqual([]);
});

test.each(['x@gmail.com;y@reseau.example', 'x@gmail.com, y@reseau.example', 'x@gmail.com y@reseau.example'])(
  'several addresses in one text, %j, are not taken for the last of them',
  async (target) => {
    const { indicator } = await assessTiny({
      tables: {
        accounts: [account('a')],
        'inbox-rules': [asked('a', 'rules', [rule({ redirectTo: [target] })])],
      },
    });
    expect(indicator('mailbox-redirects').facts.byTargetClass).toMatchObject({ internal: 0, unresolved: 1 });
  },
);

test('a rule of which nothing tells what it does leaves its account undetermined, unless another redirect settles it', async () => {
  const untold = (name: string, rules: readonly object[] = []): object => ({
    ...asked(name, 'rules', rules),
    untoldRules: ['Vacances'],
  });
  const { verdicts, situation } = await assessTiny({
    tables: {
      accounts: ['a-untold', 'b-settled', 'c-told'].map((name) => account(name)),
      'inbox-rules': [untold('a-untold'), untold('b-settled', [rule(OUT)]), asked('c-told', 'rules')],
      'mailbox-forwarding': ['a-untold', 'b-settled', 'c-told'].map((name) => exchangeMailbox(name)),
    },
  });
  expect(await verdicts('mailbox-redirects')).toEqual({
    'a-untold': 'undetermined',
    'b-settled': 'non-compliant',
    'c-told': 'compliant',
  });
  const gaps = situation.gaps.filter(({ source }) => source === 'inbox-rules');
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words.what.en])).toEqual([
    [
      'not-read',
      1,
      'Mailboxes of which a rule came without what it does, and that nothing else settles: undetermined.',
    ],
  ]);
});

test('an undetermined account says why, and no other does', async () => {
  const untold = (name: string, untoldRules: string[], readOnlyRules?: string[]): object => ({
    ...asked(name, 'rules'),
    ...{ untoldRules, readOnlyRules },
  });
  const names = [
    'a-broken',
    'b-read-only',
    'c-not-told',
    'd-both',
    'e-settled',
    'f-denied',
    'g-no-cloud',
    'h-error',
  ];
  const rules = await assessTiny({
    tables: {
      accounts: [...names, 'i-gave-up', 'j-not-asked', 'k-none', 'l-out'].map((name) => account(name)),
      'inbox-rules': [
        asked('a-broken', 'rules', [rule({ ...OUT, hasError: true })]),
        untold('b-read-only', ['R'], ['R']),
        untold('c-not-told', ['N']),
        untold('d-both', ['R', 'N'], ['R']),
        // Exchange told of this one since.
        untold('e-settled', ['N'], ['R']),
        asked('f-denied', 'denied', [], 'ErrorAccessDenied'),
        asked('g-no-cloud', 'no-cloud-mailbox', [], 'MailboxNotEnabledForRESTAPI'),
        asked('h-error', 'error', [], 'UnknownError'),
        asked('i-gave-up', 'gave-up'),
        asked('k-none', 'none'),
        asked('l-out', 'rules', [rule(OUT), rule({ ...OUT, hasError: true })]),
      ],
    },
  });
  expect(await reasons(rules)).toEqual({
    'a-broken': 'rule-broken',
    'b-read-only': 'rule-read-only',
    'c-not-told': 'rule-not-told',
    'd-both': 'rule-not-told',
    'e-settled': 'rule-not-told',
    'f-denied': 'rules-denied',
    'g-no-cloud': 'rules-no-cloud-mailbox',
    'h-error': 'rules-error',
    'i-gave-up': 'rules-gave-up',
    'j-not-asked': 'rules-not-asked',
    'k-none': null,
    'l-out': null,
  });
  const forwarding = await assessTiny({
    tables: {
      accounts: ['a-untold', 'b-told', 'c-elsewhere'].map((name) => account(name)),
      'mailbox-forwarding': [
        exchangeMailbox('a-untold', { forwardingReturned: false }),
        exchangeMailbox('b-told'),
      ],
    },
  });
  const notListed = await assessTiny({
    tables: {
      accounts: ['a-listed', 'b-not-listed', 'c-denied'].map((name) => account(name)),
      'inbox-rules': [asked('a-listed', 'none'), asked('b-not-listed', 'none'), asked('c-denied', 'denied')],
      'mailbox-forwarding': [exchangeMailbox('a-listed')],
    },
  });
  expect(await reasons(notListed)).toEqual({
    'a-listed': null,
    'b-not-listed': 'forwarding-not-listed',
    'c-denied': 'rules-denied',
  });
  expect(await reasons(forwarding)).toEqual({
    'a-untold': 'forwarding-not-returned',
    'b-told': null,
    'c-elsewhere': 'rules-not-read',
  });
});

async function reasons({ findings }: AssessedTiny): Promise<Record<string, string | null>> {
  const columns = ['userPrincipalName', 'reason'];
  const rows = [
    ...(await findings('mailbox-redirects', columns)),
    ...(await findings('mailbox-redirects', columns, 'others')),
  ];
  const told = z
    .array(z.object({ userPrincipalName: z.string(), reason: z.string().nullable() }))
    .parse(rows);
  const ordered = told.map((one) => [one.userPrincipalName, one.reason] as const);
  return Object.fromEntries(ordered.sort(([left], [right]) => left.localeCompare(right)));
}

test('every reason has its words', () => {
  const told = mailboxRedirects.columns.find(({ name }) => name === 'reason')?.sql ?? '';
  const written = [...told.matchAll(/THEN '([a-z-]+)'/g)].map(([, reason]) => reason ?? '');
  const outcomes = MAILBOX_OUTCOMES.filter((outcome) => outcome !== 'rules' && outcome !== 'none');
  for (const reason of [...written, ...outcomes.map((outcome) => `rules-${outcome}`)])
    expect(mailboxRedirects.terms?.[reason], reason).toBeDefined();
});
