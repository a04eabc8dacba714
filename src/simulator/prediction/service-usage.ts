import type { ServiceUse } from '../tenant/service-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Reads } from './reads.ts';
import type { Seen } from './view.ts';

interface ServiceTally {
  readonly licensed: number;
  readonly active30: number;
  readonly active90: number;
}

/** One service's use over the personal mailboxes. */
export interface PredictedService extends ServiceTally {
  readonly service: string;
  readonly physicians: ServiceTally;
}

const SERVICES = [
  ['exchange', 'exchange'],
  ['onedrive', 'onedrive'],
  ['sharepoint', 'sharepoint'],
  ['teams', 'teams'],
  ['viva-engage', 'vivaEngage'],
  ['forms', 'forms'],
] as const;

type Counter = { -readonly [K in keyof ServiceTally]: ServiceTally[K] };

const zero = (): Counter => ({ licensed: 0, active30: 0, active90: 0 });

function enter(counter: Counter, { licensed, lastAge }: ServiceUse): void {
  if (licensed) counter.licensed += 1;
  if (lastAge !== null && lastAge <= 30) counter.active30 += 1;
  if (lastAge !== null && lastAge <= 90) counter.active90 += 1;
}

/** Add every personal mailbox, then take the result. */
export function createServiceTallies(
  tenant: Tenant,
  reads: Reads = () => true,
): {
  add(seen: Seen): void;
  result(): PredictedService[];
} {
  const tallies = SERVICES.filter(([, key]) =>
    reads(key === 'forms' ? 'forms-activity' : 'service-activity'),
  ).map(([service, key]) => ({ service, key, all: zero(), physicians: zero() }));
  return {
    add({ account, physician }) {
      const truth = tenant.servicesOf(account);
      if (!truth.reported) return;
      for (const { key, all, physicians } of tallies) {
        // The report of Forms tells no licence.
        const use = key === 'forms' ? { ...truth.forms, licensed: false } : truth[key];
        enter(all, use);
        if (physician) enter(physicians, use);
      }
    },
    result: () => tallies.map(({ service, all, physicians }) => ({ service, ...all, physicians })),
  };
}
