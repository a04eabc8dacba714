import { consequencesOf, type Consequences } from '../simulator/faults/consequences.ts';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { overridesOf } from '../simulator/faults/overrides-of.ts';
import { createViewer } from '../simulator/prediction/view.ts';
import { exchangeReach } from '../simulator/tenant/exchange-reach.ts';
import type { Account } from '../simulator/tenant/layout.ts';
import { PERMISSIONS, type Permission } from '../simulator/tenant/permission.ts';
import { targetsOf } from '../simulator/tenant/redirect-target.ts';
import { createTenant, type Overrides, type Tenant } from '../simulator/tenant/tenant.ts';
import { isReadOnlyOf } from '../simulator/wire/message-rules-json.ts';
import { countFigures } from './count-figures.ts';
import type { Figures } from './figures.ts';
import type { Evidence } from './evidence.ts';
import { extentOf, standingsOf, type Extent, type Standings } from './standing.ts';
import { SOURCES, type Source } from '../simulator/faults/source.ts';
import type { Situation } from '../situation/situation.ts';

/** What is true of a cloud that misbehaves, and what a reader can have of it. */
export interface Truth {
  readonly plan: FaultPlan;
  readonly consequences: Consequences;
  readonly standings: Standings;
  /** What the audit says that it has of each source. */
  readonly extentOf: (source: Source) => Extent;
  /** The figures of the accounts read, when every mailbox could be: no figure may claim more. */
  readonly all: Figures;
  /** The figures of the accounts read that can be had with the sources that the audit has. */
  readonly reachable: Figures;
  /** Whether the mailboxes can be told apart by kind; `some`: those of which Exchange told before it broke off. */
  readonly kinds: 'known' | 'some' | 'unknown';
  /** Exchange alone tells them, and so many accounts with a licence for one have none there that a reader may not rely on its list. */
  readonly kindsMayLack: boolean;
  /** Accounts that belong to other populations where nobody tells the kind of their mailbox, which may be so. */
  readonly doubtful: ReadonlySet<string>;
  /** Whether Exchange tells of rules that Graph does not; `perhaps`: unless it is given up. */
  readonly untoldRulesTold: 'yes' | 'perhaps' | 'no';
  /** Whether Exchange told which mailboxes forward. */
  readonly forwardingTold: boolean;
  /** Whether the mail activity report tells who receives mail. */
  readonly receivingKnown: boolean;
  /** Accounts read that have a personal mailbox: what redirects their mail, of what can be seen. */
  readonly redirected: ReadonlyMap<string, Redirected>;
  /** Accounts of the whole directory that have an id. */
  readonly accounts: number;
}

export interface Redirected {
  readonly byRule: boolean;
  /** A rule that would redirect is enabled, and in error: nobody knows whether it does. */
  readonly byBrokenRule: boolean;
  /** Graph does not say what a rule does, and Exchange alone does: it only moves mail. */
  readonly byUntoldRule: boolean;
  readonly byForwarding: boolean;
}

/** The truth that a situation is measured by. What it has of each source is what the situation itself says. */
export function truthOf({ cloud, plan }: Pick<Evidence, 'cloud' | 'plan'>, situation: Situation): Truth {
  const consequences = consequencesOf(plan, cloud);
  const extent = (source: Source): Extent => extentOf(situation, source);
  const given = overridesOf(plan, cloud.overrides);
  const overrides = seenThrough(given, extent);
  const tenant = createTenant({ ...cloud, overrides });
  const open = createTenant({ ...cloud, overrides: { ...overrides, closedMailboxes: [] } });
  const most = accountsRead(situation, consequences);
  const standings = standingsOf(plan, consequences);
  const unread = unreadOf(extent);
  const kinds = kindsUnder(
    overrides,
    standings['mailbox-forwarding'].losesRows ? extent('mailbox-forwarding') : 'whole',
  );
  return {
    plan,
    consequences,
    standings,
    extentOf: extent,
    all: countFigures(open, most, unread),
    reachable: countFigures(tenant, most, unread),
    kinds,
    kindsMayLack:
      overrides.recipientType === 'absent' &&
      consequences.mailboxes.filter(({ outcome }) => outcome === 'no-cloud-mailbox').length > FEW_MAILBOXES,
    doubtful:
      kinds === 'some' ? doubtfulIn(tenant, createTenant({ ...cloud, overrides: WITHOUT_KINDS })) : NOBODY,
    untoldRulesTold: !exchangeReach(given).commands
      ? 'no'
      : standings['mail-flow'].byChance
        ? 'perhaps'
        : 'yes',
    forwardingTold: exchangeReach(overrides).forwarding,
    receivingKnown: !consequences.lostColumns.some(({ column }) => column === 'Receive Count'),
    ...accountsOf(tenant, most),
  };
}

/** How far a directory was read that broke off; which accounts these are is not known where some came and went. */
function accountsRead(situation: Situation, { uncertain }: Consequences): number {
  const isPart = extentOf(situation, 'accounts') === 'part' && uncertain.length === 0;
  const read = situation.sources.find(({ id }) => id === 'accounts')?.read;
  return isPart ? (read ?? 0) : Infinity;
}

/** What the cloud gives to whoever lacks the sources that the audit lacks. */
function seenThrough(given: Overrides, extent: (source: Source) => Extent): Overrides {
  return {
    ...given,
    // Without mailbox usage its Recipient Type is missing as well.
    ...(extent('mailbox-usage') === 'nothing' ? { recipientType: 'absent' } : {}),
    ...(extent('mailbox-forwarding') === 'nothing' ? { exchange: 'no-service-principal' } : {}),
  };
}

function kindsUnder(overrides: Overrides, exchange: Extent): Truth['kinds'] {
  if (overrides.recipientType !== 'absent') return 'known';
  if (!exchangeReach(overrides).kinds) return 'unknown';
  return exchange === 'part' ? 'some' : 'known';
}

/** As many as every directory has of them. */
const FEW_MAILBOXES = 5;

const NOBODY: ReadonlySet<string> = new Set();
const WITHOUT_KINDS: Overrides = { recipientType: 'absent', exchange: 'no-service-principal' };

/** Accounts that a reader who is told no kinds places elsewhere. */
function doubtfulIn(tenant: Tenant, blind: Tenant): Set<string> {
  const [seeing, guessing] = [createViewer(tenant, {}), createViewer(blind, {})];
  const ids = new Set<string>();
  for (const account of tenant.accounts()) {
    const [seen, guessed] = [seeing.see(account), guessing.see(account)];
    const isSame = seen.personal === guessed.personal && seen.member === guessed.member;
    if (!isSame) ids.add(tenant.ids.idOf(account.slot));
  }
  return ids;
}

/** What the audit has nothing of; a signed-in administrator alone is told of the last. */
function unreadOf(extent: (source: Source) => Extent): Permission[] {
  const lost = new Set<string>(SOURCES.filter((source) => extent(source) === 'nothing'));
  return PERMISSIONS.filter((name) => lost.has(name) || name === 'terms-of-use');
}

function accountsOf(tenant: Tenant, most: number): Pick<Truth, 'redirected' | 'accounts'> {
  const viewer = createViewer(tenant, {});
  const redirected = new Map<string, Redirected>();
  let accounts = 0;
  for (const account of tenant.accounts()) {
    if (tenant.fateOf(account) === 'without-id') continue;
    accounts += 1;
    if (accounts > most || !viewer.see(account).personal) continue;
    redirected.set(tenant.ids.idOf(account.slot), redirectedBy(tenant, account));
  }
  return { redirected, accounts };
}

function redirectedBy(tenant: Tenant, account: Account): Redirected {
  const { rules, forward } = targetsOf(tenant, account);
  const isListed = exchangeReach(tenant.overrides).forwarding && tenant.accessOf(account) !== 'on-premises';
  const { pattern } = tenant.redirectOf(account);
  return {
    byRule: rules.length > 0,
    byBrokenRule: pattern.startsWith('broken'),
    byUntoldRule: pattern === 'movingOnly' && isReadOnlyOf(account),
    byForwarding: isListed && forward !== null,
  };
}
