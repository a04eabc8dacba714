import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { messageRules } from '../wire/message-rules-json.ts';
import type { WALKS } from './place.ts';

type Listing = Exclude<(typeof WALKS)[number], 'mailbox-page'>;

/** How many pages a listing has for a reader that asks for the most rows a page. */
export function pagesOfListing(tenant: Tenant, listing: Listing): number {
  const rows = (most: number): number => Math.min(most, tenant.overrides.pageSize ?? most);
  switch (listing) {
    case 'directory':
      return Math.ceil(tenant.size / rows(999));
    case 'sign-ins':
      return Math.ceil(tenant.size / rows(500));
    case 'registrations':
      return pagesOfRegistrations(tenant, rows(999));
    case 'groups':
      // Besides its accounts the group holds another group and an application.
      return Math.ceil(([...tenant.telefaxMembers()].length + 2) / rows(999));
  }
}

/** A page ends where it is full; accounts without a row may leave the last one empty. */
function pagesOfRegistrations(tenant: Tenant, most: number): number {
  let pages = 1;
  let rows = 0;
  for (let position = tenant.size - 1; position >= 0; position -= 1) {
    if (rows === most) {
      pages += 1;
      rows = 0;
    }
    if (tenant.mfaOf(tenant.accountAt(tenant.order.forward(position))).reported) rows += 1;
  }
  return pages;
}

/** How many pages the rules of a mailbox have: ten a page unless asked. */
export function pagesOfRules(tenant: Tenant, account: Account): number {
  const rows = Math.min(10, tenant.overrides.pageSize ?? 10);
  return Math.max(1, Math.ceil(messageRules(tenant, account, []).length / rows));
}
