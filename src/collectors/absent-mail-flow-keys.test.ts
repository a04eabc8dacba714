import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { GraphFailure } from '../graph/graph-failure.ts';
import type { MailFlowKind } from '../snapshot/mail-flow-kinds.ts';
import { assessTiny } from '../testing/assess-tiny.ts';
import { exchangeMailbox, inboxRule, mailboxAccount, rulesOf } from '../testing/tiny-redirects.ts';
import {
  acceptedDomainRow,
  outboundPolicyRow,
  outboundRuleRow,
  remoteDomainRow,
  type MailFlowRow,
} from './mail-flow/mail-flow-rows.ts';

type Json = Readonly<Record<string, unknown>>;

interface Part {
  readonly part: MailFlowKind;
  readonly rowOf: (item: unknown) => MailFlowRow;
  readonly items: readonly Json[];
}

const RULE = {
  ...{
    Name: 'Règle',
    Identity: 'Règle',
    State: 'Enabled',
    Priority: 0,
    HostedOutboundSpamFilterPolicy: 'Bloqué',
  },
  ...{ From: ['a@reseau.example', 'b@reseau.example'], FromMemberOf: [], SenderDomainIs: [] },
  ...{ ExceptIfFrom: ['b@reseau.example'], ExceptIfFromMemberOf: [], ExceptIfSenderDomainIs: [] },
};

/** What Exchange tells of an organization, whole: each redirect of it has another reason to go out, or to stay. */
const PARTS: readonly Part[] = [
  {
    part: 'outbound-rule',
    rowOf: outboundRuleRow,
    items: [
      RULE,
      {
        ...RULE,
        ...{ Name: 'Suite', Identity: 'Suite', Priority: 1, HostedOutboundSpamFilterPolicy: 'Permis' },
        ...{ From: [], SenderDomainIs: ['reseau.example'], ExceptIfFrom: ['c@reseau.example'] },
      },
    ],
  },
  {
    part: 'outbound-policy',
    rowOf: outboundPolicyRow,
    items: [
      { Name: 'Default', Identity: 'Default', IsDefault: true, AutoForwardingMode: 'Automatic' },
      { Name: 'Permis', Identity: 'Permis', IsDefault: false, AutoForwardingMode: 'On' },
      { Name: 'Bloqué', Identity: 'Bloqué', IsDefault: false, AutoForwardingMode: 'Off' },
    ],
  },
  {
    part: 'remote-domain',
    rowOf: remoteDomainRow,
    items: [
      { Name: 'Default', Identity: 'Default', DomainName: '*', AutoForwardEnabled: true, IsDefault: true },
      {
        ...{ Name: 'Labo', Identity: 'Labo', DomainName: 'labo.example' },
        ...{ AutoForwardEnabled: false, IsDefault: false },
      },
    ],
  },
  {
    part: 'accepted-domain',
    rowOf: acceptedDomainRow,
    items: [
      {
        ...{ Name: 'reseau', Identity: 'reseau', DomainName: 'reseau.example', DomainType: 'Authoritative' },
        ...{ Default: true, MatchSubDomains: true },
      },
    ],
  },
];

const TARGETS: Readonly<Record<string, string>> = {
  a: 'x@gmail.com',
  b: 'x@gmail.com',
  c: 'x@gmail.com',
  d: 'x@labo.example',
  e: 'x@interne.reseau.example',
};

/** Keys that did not come of one item. */
interface Loss {
  readonly part: MailFlowKind;
  readonly item: number;
  readonly keys: readonly string[];
}

const LOSSES: readonly Loss[] = PARTS.flatMap(({ part, items }) =>
  items.flatMap((fields, item) =>
    Object.keys(fields)
      .filter((key) => key !== 'Identity')
      .map((key) => ({ part, item, keys: [key] })),
  ),
);

const SEVERAL = fc.constantFrom(...LOSSES).chain(({ part, item }) => {
  const fields = PARTS.find((one) => one.part === part)?.items[item] ?? {};
  return fc.subarray(Object.keys(fields), { minLength: 2 }).map((keys): Loss => ({ part, item, keys }));
});

function without(fields: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !keys.includes(name)));
}

/** The rows of a part, and whether an item of it was no answer of Exchange. */
function rowsOf({ rowOf, items, part }: Part, lost: Loss | null): { rows: MailFlowRow[]; isShort: boolean } {
  const rows: MailFlowRow[] = [];
  let isShort = false;
  items.forEach((fields, at) => {
    const isHit = lost?.part === part && lost.item === at;
    try {
      rows.push(rowOf(isHit ? without(fields, lost.keys) : fields));
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      isShort = true;
    }
  });
  return { rows, isShort };
}

const finding = z.object({ userPrincipalName: z.string(), verdict: z.string(), effect: z.string() });

/** Each account's verdict and the effect of its redirect. */
async function standingsUnder(lost: Loss | null): Promise<Record<string, string>> {
  const read = PARTS.map((part) => ({ part: part.part, ...rowsOf(part, lost) }));
  const short = read.filter(({ isShort }) => isShort);
  const names = Object.keys(TARGETS).map((name) => `${name}@reseau.example`);
  const { findings } = await assessTiny(
    {
      tables: {
        accounts: names.map((name) => mailboxAccount(name)),
        'inbox-rules': Object.values(TARGETS).map((target, at) =>
          rulesOf(names[at] ?? '', 'rules', [inboxRule({ redirectTo: [target] })]),
        ),
        'mailbox-forwarding': names.map((name) => exchangeMailbox(name)),
        'mail-flow': read.flatMap(({ rows }) => rows),
      },
      ...(short.length === 0
        ? {}
        : {
            sources: {
              'mail-flow': {
                ...{ outcome: 'partial', reason: 'error' },
                misses: short.map(({ part }) => ({ part, reason: 'error', detail: 'UnexpectedShape' })),
              },
            },
          }),
    },
    {},
    { checks: ['mailbox-redirects'] },
  );
  const rows = (await findings('mailbox-redirects', ['userPrincipalName', 'verdict', 'effect'])).map((row) =>
    finding.parse(row),
  );
  return Object.fromEntries(
    rows.map(({ userPrincipalName, verdict, effect }) => [
      userPrincipalName.slice(0, 1),
      `${verdict} ${effect}`,
    ]),
  );
}

const WHOLE = {
  a: 'non-compliant blocked',
  b: 'non-compliant effective',
  c: 'non-compliant blocked',
  d: 'non-compliant blocked',
  e: 'non-compliant undetermined',
};

/** What the table of fields says of a key: the rule is one more that may apply; whatever else changes is not known any more. */
function problemsOf(standings: Readonly<Record<string, string>>): string[] {
  return Object.entries(WHOLE).flatMap(([name, whole]) => {
    const left = standings[name] ?? 'gone';
    return left === whole || left === 'non-compliant undetermined' ? [] : [`${name}: ${whole} → ${left}`];
  });
}

test('what Exchange tells whole says of each redirect whether mail leaves', async () => {
  expect(await standingsUnder(null)).toEqual(WHOLE);
});

test.each(LOSSES)(
  'without $keys, $part $item makes no redirect blocked or effective that was not',
  async (lost) => {
    expect(problemsOf(await standingsUnder(lost))).toEqual([]);
  },
);

test('nor do several keys at once', async () => {
  await fc.assert(
    fc.asyncProperty(SEVERAL, async (lost) => {
      expect([lost, problemsOf(await standingsUnder(lost))]).toEqual([lost, []]);
    }),
    { numRuns: 6 },
  );
});
