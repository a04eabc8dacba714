import { expect, test } from 'vitest';
import { assessTiny } from '../testing/assess-tiny.ts';
import { mailboxAccount, OPEN_FLOW } from '../testing/tiny-redirects.ts';
import { rulesOnPage } from './inbox-rules/rules.ts';
import { forwardingRow } from './mailbox-forwarding/forwarding-row.ts';

type Json = Readonly<Record<string, unknown>>;

const AWAY = [{ emailAddress: { name: 'Ailleurs', address: 'ailleurs@gmail.com' } }];

const RULE = {
  id: 'r',
  displayName: 'Règle',
  sequence: 1,
  isEnabled: true,
  hasError: false,
  isReadOnly: false,
};

/** Rules as Graph tells them, whole. */
const RULES = {
  redirecting: { ...RULE, conditions: {}, actions: { redirectTo: AWAY, stopProcessingRules: true } },
  forwarding: { ...RULE, conditions: {}, actions: { forwardTo: AWAY, markAsRead: true } },
  moving: { ...RULE, conditions: {}, actions: { moveToFolder: 'f', stopProcessingRules: true } },
  broken: { ...RULE, hasError: true, conditions: {}, actions: { redirectTo: AWAY } },
  disabled: { ...RULE, isEnabled: false, conditions: {}, actions: { redirectTo: AWAY } },
} as const satisfies Readonly<Record<string, Json>>;

/** Mailboxes as Exchange tells them, whole. */
const mailboxOf = (id: string, forwarding: Json): Json => ({
  ExternalDirectoryObjectId: id,
  UserPrincipalName: `${id}@reseau.example`,
  PrimarySmtpAddress: `${id}@reseau.example`,
  RecipientTypeDetails: 'UserMailbox',
  ForwardingAddress: null,
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: false,
  ...forwarding,
});
const MAILBOXES = {
  'no forwarding': {},
  forwarding: { ForwardingSmtpAddress: 'smtp:ailleurs@gmail.com' },
  'forwarding, with a copy': {
    ForwardingSmtpAddress: 'smtp:ailleurs@gmail.com',
    DeliverToMailboxAndForward: true,
  },
} as const satisfies Readonly<Record<string, Json>>;

/** One mailbox and its one rule; `lost` names the keys that did not come. */
interface Variant {
  readonly of: string;
  readonly lost: readonly string[];
  readonly rule: Json;
  readonly mailbox: (id: string) => Json;
}

function subsetsOf(keys: readonly string[]): string[][] {
  return keys.reduce<string[][]>((all, key) => [...all, ...all.map((one) => [...one, key])], [[]]);
}

function without(fields: Json, lost: readonly string[]): Json {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !lost.includes(key)));
}

const NONE = (id: string): Json => mailboxOf(id, {});

function variantsOfRules(): Variant[] {
  return Object.entries(RULES).flatMap(([of, rule]) => {
    const whole = subsetsOf(Object.keys(rule)).map((lost) => ({
      ...{ of: `rule: ${of}`, lost, mailbox: NONE },
      rule: without(rule, lost),
    }));
    const actions = subsetsOf(Object.keys(rule.actions)).map((lost) => ({
      ...{ of: `rule: ${of}`, lost: lost.map((key) => `actions.${key}`), mailbox: NONE },
      rule: { ...rule, actions: without(rule.actions, lost) },
    }));
    return [...whole, ...actions];
  });
}

function variantsOfMailboxes(): Variant[] {
  const keys = Object.keys(mailboxOf('', {}));
  return Object.entries(MAILBOXES).flatMap(([of, forwarding]) =>
    subsetsOf(keys).map((lost) => ({
      ...{ of: `mailbox: ${of}`, lost, rule: RULES.moving },
      mailbox: (id: string) => without(mailboxOf(id, forwarding), lost),
    })),
  );
}

/** The verdict of each variant, in their order; among mailboxes that are told whole, so that no source is unusable for the few. */
async function verdictsOf(variants: readonly Variant[]): Promise<(string | undefined)[]> {
  const filler = Array.from({ length: variants.length * 3 }, (): Variant => {
    return { of: 'whole', lost: [], rule: RULES.moving, mailbox: NONE };
  });
  const all = [...variants, ...filler];
  const idOf = (at: number): string => `id-${String(at).padStart(5, '0')}@reseau.example`;
  const accountId = (at: number): string => `id-${idOf(at)}`;
  const { verdicts } = await assessTiny(
    {
      tables: {
        accounts: all.map((_, at) => mailboxAccount(idOf(at), { createdAt: '2015-01-01T00:00:00Z' })),
        'inbox-rules': all.map(({ rule }, at) => ({
          ...{ accountId: accountId(at), outcome: 'rules', code: null },
          ...rulesOnPage([rule]),
        })),
        'mailbox-forwarding': all.map(({ mailbox }, at) => ({
          ...forwardingRow(mailbox(accountId(at))),
          ...{ resolvedAddress: null, resolvedKind: null },
        })),
        'mail-flow': OPEN_FLOW,
      },
    },
    {},
    { checks: ['mailbox-redirects'] },
  );
  const told = await verdicts('mailbox-redirects');
  return variants.map((_, at) => told[idOf(at)]);
}

/** What the absence of a key may make of a rule: one that does not say whether it is enabled, or broken, counts. */
const MAY_ACCUSE: Readonly<Record<string, readonly string[]>> = {
  'rule: disabled': ['isEnabled'],
  'rule: broken': ['hasError'],
};

/** Graph leaves out what is not set: beside another action, one that did not come is none. */
const MAY_CLEAR: readonly string[] = ['actions.redirectTo', 'actions.forwardTo'];

function isAllowed(whole: string | undefined, left: string | undefined, { of, lost }: Variant): boolean {
  if (whole === left || left === 'undetermined') return true;
  if (left === 'compliant') return lost.length === 1 && lost.every((key) => MAY_CLEAR.includes(key));
  return left === 'non-compliant' && lost.some((key) => MAY_ACCUSE[of]?.includes(key));
}

test.each([
  ['a rule', variantsOfRules()],
  ['a mailbox', variantsOfMailboxes()],
])('no subset of keys of %s that did not come clears an account, nor accuses it', async (_, variants) => {
  const verdicts = await verdictsOf(variants);
  const wholeOf = (of: string): string | undefined =>
    verdicts[variants.findIndex((one) => one.of === of && one.lost.length === 0)];
  const problems = variants.flatMap((one, at) => {
    const [whole, left] = [wholeOf(one.of), verdicts[at]];
    return isAllowed(whole, left, one)
      ? []
      : [`${one.of} without ${one.lost.join()}: ${whole ?? ''} → ${left ?? 'gone'}`];
  });
  expect(problems).toEqual([]);
  const kinds = [...new Set(variants.map(({ of }) => of))];
  expect(new Set(kinds.map(wholeOf))).toContain('non-compliant');
});
