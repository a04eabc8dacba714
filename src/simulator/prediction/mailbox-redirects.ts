import { exchangeReach, tellsKinds, type ExchangeReach } from '../tenant/exchange-reach.ts';
import { forwardingOf } from '../tenant/forwarding-truth.ts';
import type { Account, SegmentKind } from '../tenant/layout.ts';
import { effectOf, overallEffect, type Effect } from '../tenant/mail-flow-truth.ts';
import { TARGET_CLASSES, type TargetClass } from '../tenant/redirect-spec.ts';
import { targetsOf, type RedirectTarget } from '../tenant/redirect-target.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { isReadOnlyOf } from '../wire/message-rules-json.ts';
import type { Counting, Facts } from './counting.ts';
import { createTallyBook, type TallyBook } from './tallies.ts';
import type { Viewer } from './view.ts';

/**
 * Accounts that something redirects, by what an app can reach: without Exchange the inbox rules alone count, and
 * without its commands nobody knows what is stopped on its way out.
 */
export function mailboxRedirects(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const reach = exchangeReach(tenant.overrides);
  const rulesRead = viewer.reads('inbox-rules');
  const tally = createTally();
  return {
    id: 'mailbox-redirects',
    assessable: rulesRead || reach.forwarding,
    book,
    facts: () => tally.facts({ ...reach, rules: rulesRead, kinds: tellsKinds(tenant.overrides) }),
    add(seen) {
      const { account } = seen;
      const access = tenant.accessOf(account);
      const open = rulesRead ? access === 'open' : reach.forwarding && access !== 'on-premises';
      const rules = rulesRead && open ? targetsOf(tenant, account).rules : [];
      const forward = forwardSeen(tenant, account, reach);
      const targets = forward === null ? rules : [...rules, forward];
      if (!seen.personal) {
        if (targets.length > 0) tally.addThing(account.segment.kind);
        return;
      }
      const { pattern } = tenant.redirectOf(account);
      const verdict = settled(targets.length > 0, open, rulesRead && isUnclear(account, pattern, reach));
      book.add(seen, verdict);
      if (open && verdict !== 'non-compliant') tally.addOther(pattern);
      if (targets.length === 0) return;
      tally.addRedirected(
        rules.length > 0,
        forward !== null,
        riskiest(targets),
        effectSeen(tenant, viewer, account, targets),
        forward !== null && !forwardingOf(tenant, account).keepsCopy,
        forward !== null && effectSeen(tenant, viewer, account, [forward]) === 'blocked',
      );
    },
  };
}

function isUnclear(account: Account, pattern: string, { commands }: ExchangeReach): boolean {
  return pattern.startsWith('broken') || (pattern === 'movingOnly' && isReadOnlyOf(account) && !commands);
}

/** A rule that is broken, or of which nobody says what it does, is not known not to redirect. */
function settled(isRedirected: boolean, isOpen: boolean, unclear: boolean): Parameters<TallyBook['add']>[1] {
  if (isRedirected) return 'non-compliant';
  return isOpen && !unclear ? 'compliant' : 'undetermined';
}

/** The target of an account's forwarding as it can be known; null where there is none, or none can be seen. */
function forwardSeen(tenant: Tenant, account: Account, reach: ExchangeReach): RedirectTarget | null {
  if (!reach.forwarding || tenant.accessOf(account) === 'on-premises') return null;
  const { forward } = targetsOf(tenant, account);
  if (forward === null || reach.commands) return forward;
  // A recipient that nobody resolves: an address is taken at its word, a name says nothing.
  const { form, recipient } = forwardingOf(tenant, account);
  if (form === 'smtp') return forward;
  return recipient?.includes('@') === true
    ? { targetClass: 'internal', domain: tenant.spec.mailDomain }
    : { targetClass: 'unresolved', domain: '' };
}

function effectSeen(
  tenant: Tenant,
  { reads }: Viewer,
  account: Account,
  targets: readonly RedirectTarget[],
): Effect {
  const { mailFlow, mailDomain } = tenant.spec;
  const { coverage } = tenant.redirectOf(account);
  const groupsRead = reads('group-members');
  return overallEffect(targets.map((target) => effectOf(mailFlow, coverage, mailDomain, target, groupsRead)));
}

function riskiest(targets: readonly RedirectTarget[]): TargetClass {
  return TARGET_CLASSES.find((name) => targets.some(({ targetClass }) => targetClass === name)) ?? 'internal';
}

interface Tally {
  addThing(kind: SegmentKind): void;
  addOther(pattern: string): void;
  addRedirected(
    byRule: boolean,
    byForwarding: boolean,
    targetClass: TargetClass,
    effect: Effect,
    withoutCopy: boolean,
    forwardBlocked: boolean,
  ): void;
  facts(reach: Pick<ExchangeReach, 'forwarding' | 'commands' | 'kinds'> & { rules: boolean }): Facts;
}

function createTally(): Tally {
  const byTargetClass = Object.fromEntries(TARGET_CLASSES.map((name) => [name, 0]));
  const mechanisms = { rule: 0, forwarding: 0 };
  const effectiveness: Record<Effect, number> = { effective: 0, blocked: 0, undetermined: 0 };
  const things = { sharedMailboxes: 0, roomMailboxes: 0 };
  const others = { brokenRulesOnly: 0, disabledRulesOnly: 0 };
  let without = 0;
  let nobody = 0;
  return {
    addThing(kind) {
      if (kind === 'shared' || kind === 'shared-licensed') things.sharedMailboxes += 1;
      if (kind === 'room' || kind === 'equipment') things.roomMailboxes += 1;
    },
    addOther(pattern) {
      if (pattern === 'disabledOnly') others.disabledRulesOnly += 1;
      if (pattern === 'brokenOnly' || pattern === 'brokenAndDisabled') others.brokenRulesOnly += 1;
    },
    addRedirected(byRule, byForwarding, targetClass, effect, withoutCopy, forwardBlocked) {
      if (withoutCopy) without += 1;
      if (withoutCopy && forwardBlocked) nobody += 1;
      if (byRule) mechanisms.rule += 1;
      if (byForwarding) mechanisms.forwarding += 1;
      byTargetClass[targetClass] = (byTargetClass[targetClass] ?? 0) + 1;
      effectiveness[effect] += 1;
    },
    facts: ({ forwarding, commands, kinds, rules }) => ({
      byMechanism: {
        ...(rules ? { 'inbox-rule': mechanisms.rule } : {}),
        ...(forwarding ? { 'mailbox-forwarding': mechanisms.forwarding } : {}),
      },
      byTargetClass,
      ...(kinds ? things : {}),
      ...(rules ? others : {}),
      ...(commands ? { blockedByPolicy: effectiveness.blocked, reachesNobody: nobody, effectiveness } : {}),
      ...(forwarding ? { withoutCopy: without } : {}),
    }),
  };
}
