import type { Account } from '../tenant/layout.ts';
import type { Overrides, Tenant } from '../tenant/tenant.ts';
import { messageRules } from '../wire/message-rules-json.ts';
import {
  acceptedDomains,
  outboundPolicies,
  outboundRules,
  remoteDomains,
  transportRules,
} from '../wire/mail-flow-json.ts';
import { mailboxKind } from '../wire/exchange-mailbox-json.ts';
import { policyGroupListings } from '../cloud/policy-group-listing.ts';
import { WALKS, type Place } from './place.ts';

type Listing = Exclude<(typeof WALKS)[number], 'mailbox-page'>;

export function isListing(place: Place): place is Listing {
  return place !== 'mailbox-page' && WALKS.some((walk) => walk === place);
}

/** How many pages a listing has for a reader that asks for the most rows a page. */
export function pagesOfListing(tenant: Tenant, listing: Listing): number {
  const rows = (most: number): number =>
    Math.min(acceptedTop(most, tenant.overrides), tenant.overrides.pageSize ?? most);
  switch (listing) {
    case 'directory':
    case 'per-user-states':
      return Math.ceil(tenant.size / rows(999));
    case 'sign-ins':
      return Math.ceil(tenant.size / rows(500));
    case 'registrations':
      return pagesOfRegistrations(tenant, rows(999));
    case 'groups':
      return Math.ceil(Math.max(...groupSizes(tenant)) / rows(999));
    case 'exchange':
      return Math.max(...EXCHANGE_SOURCES.map((source) => pagesOfExchange(tenant, source)));
  }
}

/** The `$top` that a reader comes to who asks for `most` and halves what is refused, down to 100. */
export function acceptedTop(most: number, { largestTop = most }: Overrides): number {
  let size = most;
  while (size > largestTop) size = Math.max(100, Math.floor(size / 2));
  return size;
}

/** Of the groups that an audit asks for: the one of the service, and those of policies and roles. */
function groupSizes(tenant: Tenant): number[] {
  const named = policyGroupListings(tenant).map((group) => [...group.members()].length);
  // Besides its accounts the group of the service holds another group and an application.
  const enrolled = tenant.overrides.hiddenEnrolment === true ? 0 : [...tenant.telefaxMembers()].length + 2;
  return [enrolled, ...named];
}

const EXCHANGE_SOURCES = ['mailbox-forwarding', 'mail-flow'] as const;

/** How many pages the longest listing has that Exchange is asked for. */
export function pagesOfExchange(tenant: Tenant, source: 'mailbox-forwarding' | 'mail-flow'): number {
  const size = Math.min(1000, tenant.overrides.pageSize ?? 1000);
  const rows =
    source === 'mailbox-forwarding'
      ? Math.min(mailboxRows(tenant), tenant.overrides.truncatedListing ?? Infinity)
      : Math.max(...MAIL_FLOW.map((list) => list(tenant).length));
  return Math.ceil(rows / size);
}

const MAIL_FLOW = [acceptedDomains, outboundPolicies, outboundRules, remoteDomains, transportRules];

/** Every mailbox, and those that belong to no account. */
export function mailboxRows(tenant: Tenant): number {
  let rows = 1 + tenant.spec.mailFlow.departedForwarding;
  for (const account of tenant.accounts()) if (mailboxKind(tenant, account) !== null) rows += 1;
  return rows;
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
