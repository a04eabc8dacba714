import type { Tenant } from '../tenant/tenant.ts';
import { verdictOf, type Counting, type Facts } from './counting.ts';
import { externalSharing } from './external-sharing.ts';
import { mailboxRedirects } from './mailbox-redirects.ts';
import { adminMfa, mfaEnforcement, mfaStatus } from './mfa.ts';
import { physiciansWithoutMailbox } from './physicians-without-mailbox.ts';
import { createTallyBook, type PredictedTally, type Tallies } from './tallies.ts';
import { termsOfUse } from './terms-of-use.ts';
import { enrolledUnused, unreadMail, unusedAccounts, unusedLicences } from './unused.ts';
import { mailUseOf, signInUseOf } from './use.ts';
import type { Seen, Viewer } from './view.ts';

export type { PredictedTally } from './tallies.ts';

/** One check's figures. */
export interface PredictedIndicator extends PredictedTally {
  readonly id: string;
  readonly physicians: PredictedTally;
  readonly byCategory: Tallies['byCategory'];
  readonly byEstablishment: Tallies['byEstablishment'];
  readonly facts: Facts;
}

/** All the indicators at once: add every account, then take the result. */
export function indicatorsOf(
  tenant: Tenant,
  viewer: Viewer,
): { add(seen: Seen): void; result(): PredictedIndicator[] } {
  const countings = [
    inactiveMailboxes(tenant, viewer),
    inactiveSignIns(tenant, viewer),
    mailboxRedirects(tenant, viewer),
    mfaStatus(tenant, viewer),
    serviceUsage(tenant, viewer),
    unreadMail(tenant, viewer),
    unusedAccounts(tenant, viewer),
    unusedLicences(tenant, viewer),
    enrolledUnused(tenant, viewer),
    externalSharing(tenant, viewer),
    physiciansWithoutMailbox(tenant, viewer),
    mfaEnforcement(tenant, viewer),
    adminMfa(tenant, viewer),
    termsOfUse(tenant, viewer),
  ];
  return {
    add: (seen) => countings.forEach((counting) => counting.add(seen)),
    result: () =>
      countings.map(({ id, assessable, book, facts, otherwise = () => ({}) }) => {
        const { total, ...rest } = book.result();
        return { id, ...total, ...rest, facts: assessable ? facts() : otherwise() };
      }),
  };
}

function inactiveMailboxes(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = { neverUsed: 0, stillReceiving: 0 };
  return {
    id: 'inactive-mailboxes',
    assessable: viewer.reads('mail-activity'),
    book,
    facts: () => facts,
    add(seen) {
      if (!seen.personal) return;
      const { lastAge, receiveCount } = tenant.mailOf(seen.account);
      const use = mailUseOf(tenant, viewer, seen.account);
      book.add(seen, verdictOf(use));
      if (use !== 'unused') return;
      if (lastAge === null) facts.neverUsed += 1;
      if (receiveCount > 0) facts.stillReceiving += 1;
    },
  };
}

function inactiveSignIns(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  return {
    id: 'inactive-sign-ins',
    assessable: viewer.reads('sign-in-activity'),
    book,
    facts: () => ({}),
    add(seen) {
      if (seen.member) book.add(seen, verdictOf(signInUseOf(tenant, viewer, seen.account)));
    },
  };
}

function serviceUsage(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const assessable = viewer.reads('service-activity');
  return {
    id: 'service-usage',
    assessable,
    book,
    facts: () => ({}),
    add(seen) {
      if (!seen.personal) return;
      const known = assessable && tenant.servicesOf(seen.account).reported;
      book.add(seen, known ? 'compliant' : 'undetermined');
    },
  };
}
