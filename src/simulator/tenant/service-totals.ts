import type { Account, Layout } from './layout.ts';
import type { ServiceTruth } from './service-truth.ts';
import type { ServiceName } from './tenant-spec.ts';

/** Licensed accounts of a service: used within the period of the report, or not. */
export interface ServiceTotal {
  readonly active: number;
  readonly inactive: number;
}

type Counted = Exclude<ServiceName, 'forms'> | 'exchange';
export type ServiceTotals = Readonly<Record<Counted | 'office365', ServiceTotal>>;

const COUNTED: readonly Counted[] = ['exchange', 'onedrive', 'sharepoint', 'teams', 'vivaEngage'];

/** Every account that has a row in the active-user report, those that are no personal mailbox among them. */
export function createServiceTotals(
  layout: Layout,
  servicesOf: (account: Account) => ServiceTruth,
): (periodDays: number) => ServiceTotals {
  return (periodDays) => {
    const zero = (): { active: number; inactive: number } => ({ active: 0, inactive: 0 });
    const totals = {
      ...{ exchange: zero(), onedrive: zero(), sharepoint: zero(), teams: zero(), vivaEngage: zero() },
      office365: zero(),
    };
    for (let slot = 0; slot < layout.size; slot += 1) {
      const account = layout.accountAt(slot);
      const services = servicesOf(account);
      if (account.segment.kind !== 'mailbox' && !services.reported) continue;
      let licensed = false;
      let active = false;
      for (const service of COUNTED) {
        const use = services[service];
        if (!use.licensed) continue;
        const used = use.lastAge !== null && use.lastAge < periodDays;
        totals[service][used ? 'active' : 'inactive'] += 1;
        licensed = true;
        active ||= used;
      }
      if (licensed) totals.office365[active ? 'active' : 'inactive'] += 1;
    }
    return totals;
  };
}
