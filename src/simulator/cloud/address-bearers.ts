import { targetAddress } from '../tenant/forwarding-truth.ts';
import { forwardingOf } from '../tenant/forwarding-truth.ts';
import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { ruleAddresses } from '../wire/message-rules-json.ts';

/** By tenant, since it takes a look at every account that redirects. */
const KEPT = new WeakMap<Tenant, ReadonlyMap<string, Account>>();

/**
 * The accounts that bear, beside their own, the addresses of the organisation that redirects lead to: a member of the
 * staff each. By address, in lower case, without the full stop that may end it.
 */
export function addressBearers(tenant: Tenant): ReadonlyMap<string, Account> {
  const kept = KEPT.get(tenant);
  if (kept !== undefined) return kept;
  const bearers = new Map<string, Account>();
  const staff = tenant.segments.filter(({ kind }) => kind === 'mailbox').at(-1);
  if (staff === undefined) return bearers;
  for (const account of redirecting(tenant)) {
    const slot = staff.start + ((tenant.redirectOf(account).variant * 7919) % staff.count);
    for (const address of ownTargets(tenant, account)) bearers.set(address, tenant.accountAt(slot));
  }
  KEPT.set(tenant, bearers);
  return bearers;
}

/** People, then shared mailboxes, rooms and equipment. */
function* redirecting(tenant: Tenant): Generator<Account> {
  yield* tenant.redirectedAccounts();
  for (const { kind, start, count } of tenant.segments) {
    if (!/^(shared|room|equipment)/.test(kind)) continue;
    for (let ordinal = 0; ordinal < count; ordinal += 1) yield tenant.accountAt(start + ordinal);
  }
}

function ownTargets(tenant: Tenant, account: Account): string[] {
  const { form } = forwardingOf(tenant, account);
  const { forwardClass } = tenant.redirectOf(account);
  const forward = form === 'smtp' && forwardClass === 'internal' ? [targetAddress(tenant, account)] : [];
  return [...ruleAddresses(tenant, account, 'internal'), ...forward].map((address) =>
    address.replace(/\.$/, '').toLowerCase(),
  );
}
