import { at } from './hash.ts';
import type { Account } from './layout.ts';
import type { TargetClass } from './redirect-spec.ts';
import type { Tenant } from './tenant.ts';

/** Where a redirect leads. */
export interface RedirectTarget {
  readonly targetClass: TargetClass;
  /** As written; '' for what cannot be resolved. */
  readonly domain: string;
}

type Spec = Tenant['spec']['redirects'];

/** Domain of a rule's target; `turn` tells apart the targets of one account. */
export function ruleTarget(
  { domains }: Spec,
  targetClass: TargetClass,
  variant: number,
  turn: number,
): RedirectTarget {
  if (targetClass === 'unresolved') return { targetClass, domain: '' };
  const list = domains[targetClass];
  return { targetClass, domain: at(list, (variant + turn) % list.length) };
}

/** Domain of the address that a whole mailbox is forwarded to. */
export function forwardTarget(
  { domains, forwardingDomains }: Spec,
  targetClass: TargetClass,
  variant: number,
): RedirectTarget {
  if (targetClass === 'unresolved') return { targetClass, domain: '' };
  const list = [...forwardingDomains[targetClass], ...domains[targetClass]];
  return { targetClass, domain: at(list, variant % list.length) };
}

/** Effective targets of an account, by what leads to them. */
export function targetsOf(
  tenant: Tenant,
  account: Account,
): { readonly rules: readonly RedirectTarget[]; readonly forward: RedirectTarget | null } {
  const { ruleClass, secondClass, forwardClass, variant } = tenant.redirectOf(account);
  const { redirects } = tenant.spec;
  const rules = [ruleClass, secondClass].flatMap((name, turn) =>
    name === null ? [] : [ruleTarget(redirects, name, variant, turn)],
  );
  return { rules, forward: forwardClass === null ? null : forwardTarget(redirects, forwardClass, variant) };
}

/** First part of the addresses that belong to an account: its owner's name, or the thing's. */
export function localPart(tenant: Tenant, account: Account): string {
  const { userPrincipalName } = tenant.identityOf(account);
  return userPrincipalName.split('@')[0]?.split('.').slice(0, 2).join('.') ?? 'inconnu';
}
