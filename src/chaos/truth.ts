import { consequencesOf, type Consequences } from '../simulator/faults/consequences.ts';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { overridesOf } from '../simulator/faults/overrides-of.ts';
import { createViewer } from '../simulator/prediction/view.ts';
import { isEffective } from '../simulator/tenant/redirect-truth.ts';
import { createTenant, type Overrides, type Tenant } from '../simulator/tenant/tenant.ts';
import { countFigures } from './count-figures.ts';
import { notAssessable, type Figures } from './figures.ts';
import type { Evidence } from './evidence.ts';
import { extentOf, standingsOf, type Extent, type Standings } from './standing.ts';
import type { Source } from '../simulator/faults/source.ts';
import type { Situation } from '../situation/situation.ts';

/** The source that each indicator rests on, besides the accounts. */
export const SOURCE_OF: Readonly<Record<string, Source>> = {
  'inactive-mailboxes': 'mail-activity',
  'inactive-sign-ins': 'sign-in-activity',
  'mailbox-redirects': 'inbox-rules',
  'mfa-status': 'mfa-registrations',
  'service-usage': 'service-activity',
};

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
  /** Whether the mailboxes can be told apart by kind. */
  readonly kindsKnown: boolean;
  /** Whether the mail activity report tells who receives mail. */
  readonly receivingKnown: boolean;
  /** Accounts read that have a personal mailbox: whether their mail is redirected. */
  readonly redirected: ReadonlyMap<string, boolean>;
  /** Accounts of the whole directory that have an id. */
  readonly accounts: number;
}

/** The truth that a situation is measured by. What it has of each source is what the situation itself says. */
export function truthOf({ cloud, plan }: Pick<Evidence, 'cloud' | 'plan'>, situation: Situation): Truth {
  const consequences = consequencesOf(plan, cloud);
  const extent = (source: Source): Extent => extentOf(situation, source);
  const given = overridesOf(plan, cloud.overrides);
  // Without mailbox usage its Recipient Type is missing as well.
  const overrides: Overrides =
    extent('mailbox-usage') === 'nothing' ? { ...given, recipientType: 'absent' } : given;
  const tenant = createTenant({ ...cloud, overrides });
  const open = createTenant({ ...cloud, overrides: { ...overrides, closedMailboxes: [] } });
  const most = accountsRead(situation, consequences);
  return {
    plan,
    consequences,
    standings: standingsOf(plan, consequences),
    extentOf: extent,
    all: countFigures(open, most),
    reachable: without(countFigures(tenant, most), extent),
    kindsKnown: overrides.recipientType !== 'absent',
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

function without(figures: Figures, extent: (source: Source) => Extent): Figures {
  const indicators = Object.entries(figures.indicators).map(([id, indicator]) => {
    const source = SOURCE_OF[id];
    const isLost = source !== undefined && extent(source) === 'nothing';
    return [id, isLost ? notAssessable(indicator) : indicator] as const;
  });
  const hasGroups = extent('group-members') !== 'nothing';
  return {
    ...figures,
    indicators: Object.fromEntries(indicators),
    enrolments: figures.enrolments.map((one) => (hasGroups ? one : { id: one.id, total: 0, byCategory: {} })),
    serviceUsage: extent('service-activity') === 'nothing' ? [] : figures.serviceUsage,
  };
}

function accountsOf(tenant: Tenant, most: number): Pick<Truth, 'redirected' | 'accounts'> {
  const viewer = createViewer(tenant, {});
  const redirected = new Map<string, boolean>();
  let accounts = 0;
  for (const account of tenant.accounts()) {
    if (tenant.fateOf(account) === 'without-id') continue;
    accounts += 1;
    if (accounts > most || !viewer.see(account).personal) continue;
    redirected.set(tenant.ids.idOf(account.slot), isEffective(tenant.redirectOf(account).pattern));
  }
  return { redirected, accounts };
}
