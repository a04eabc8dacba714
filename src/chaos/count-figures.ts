import { indicatorsOf } from '../simulator/prediction/indicators.ts';
import { createServiceTallies } from '../simulator/prediction/service-usage.ts';
import { createViewer, type Viewer } from '../simulator/prediction/view.ts';
import type { Tenant } from '../simulator/tenant/tenant.ts';
import type { Permission } from '../simulator/tenant/permission.ts';
import type { Figures } from './figures.ts';

/**
 * The figures of the accounts that a reader has when the directory breaks off: of its first `most` with an id, in its
 * own order. Infinity: all of them, as the simulator predicts them. `unread`: what the reader has nothing of.
 */
export function countFigures(tenant: Tenant, most: number, unread: readonly Permission[] = []): Figures {
  const viewer = createViewer(tenant, { unread });
  const indicators = indicatorsOf(tenant, viewer);
  const services = createServiceTallies(tenant, viewer.reads);
  const byCategory = new Map(viewer.categories.map(({ id }) => [id, 0]));
  const read = new Set<number>();
  const population = { mailboxes: 0, physicians: 0 };
  for (const account of tenant.accounts()) {
    if (read.size >= most) break;
    if (tenant.fateOf(account) === 'without-id') continue;
    read.add(account.slot);
    const seen = viewer.see(account);
    indicators.add(seen);
    if (!seen.personal) continue;
    services.add(seen);
    population.mailboxes += 1;
    if (seen.physician) population.physicians += 1;
    byCategory.set(seen.category, (byCategory.get(seen.category) ?? 0) + 1);
  }
  return {
    population: { accounts: read.size, ...population, byCategory: Object.fromEntries(byCategory) },
    indicators: Object.fromEntries(indicators.result().map(({ id, ...figures }) => [id, figures])),
    enrolments: [enrolmentOf(tenant, viewer, read)],
    serviceUsage: services.result(),
  };
}

function enrolmentOf(
  tenant: Tenant,
  viewer: Viewer,
  read: ReadonlySet<number>,
): Figures['enrolments'][number] {
  const members = new Map(viewer.categories.map(({ id }) => [id, 0]));
  let total = 0;
  for (const account of viewer.readsEnrolment ? tenant.telefaxMembers() : []) {
    if (!read.has(account.slot)) continue;
    const { category } = viewer.see(account);
    members.set(category, (members.get(category) ?? 0) + 1);
    total += 1;
  }
  const byCategory = Object.fromEntries([...members].filter(([, count]) => count > 0));
  return { id: 'telefax', total, byCategory };
}
