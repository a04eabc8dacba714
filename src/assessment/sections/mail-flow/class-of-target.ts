import { z } from 'zod';
import {
  classOfDomain,
  type DomainLists,
  type TargetClass,
} from '../../../dossier/redirects/target-classes.ts';

/** A target as `bearerOf` gives it. */
export const TARGET = z.object({ domain: z.string(), isMailbox: z.boolean() });

/** SQL of what the class of a target is told by; needs `target_bearers` joined as `b`. */
export function bearerOf(address: string): string {
  return `{domain: address_domain(coalesce(b.leadsTo, ${address})), isMailbox: coalesce(b.isMailbox, false)}`;
}

/** An address of the organization is internal only where a mailbox is known to bear it. */
export function classOfTarget(
  { domain, isMailbox }: z.infer<typeof TARGET>,
  lists: DomainLists,
): TargetClass {
  const found = classOfDomain(domain, lists);
  return found === 'internal' && !isMailbox ? 'unresolved' : found;
}
