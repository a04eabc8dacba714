import { isGuest } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { verdictOf, type Counting } from './counting.ts';
import { createTallyBook } from './tallies.ts';
import { jointUse, mailUseOf, signInUseOf } from './use.ts';
import type { Viewer } from './view.ts';

/** Unused mailboxes that still receive mail. */
export function unreadMail(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = { received: 0 };
  return {
    id: 'unread-mail',
    assessable: viewer.reads('mail-activity'),
    book,
    facts: () => facts,
    add(seen) {
      if (!seen.personal) return;
      const use = mailUseOf(tenant, viewer, seen.account);
      const { receiveCount } = tenant.mailOf(seen.account);
      if (use === 'unused') facts.received += receiveCount;
      book.add(seen, verdictOf(use === 'unused' && receiveCount === 0 ? 'used' : use));
    },
  };
}

/** Mail and sign-ins both unused. */
export function unusedAccounts(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const byUse = { unused: 0, 'mail-only': 0, 'sign-in-only': 0, 'in-use': 0, undetermined: 0 };
  return {
    id: 'unused-accounts',
    assessable: viewer.reads('mail-activity') || viewer.reads('sign-in-activity'),
    book,
    facts: () => (viewer.reads('mail-activity') && viewer.reads('sign-in-activity') ? { byUse } : {}),
    add(seen) {
      if (!seen.personal) return;
      const mail = mailUseOf(tenant, viewer, seen.account);
      const signIn = signInUseOf(tenant, viewer, seen.account);
      const use = jointUse(mail, signIn);
      book.add(seen, verdictOf(use));
      if (mail === 'unknown' || signIn === 'unknown') byUse.undetermined += 1;
      else if (use === 'unused') byUse.unused += 1;
      else if (mail === 'unused') byUse['sign-in-only'] += 1;
      else if (signIn === 'unused') byUse['mail-only'] += 1;
      else byUse['in-use'] += 1;
    },
  };
}

/** Licences held by accounts that nobody uses; without a mailbox, sign-ins alone tell. */
export function unusedLicences(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const bySku: Record<string, number> = {};
  return {
    id: 'unused-licences',
    assessable: viewer.reads('mail-activity') || viewer.reads('sign-in-activity'),
    book,
    facts: () => (Object.keys(bySku).length > 0 ? { bySku } : {}),
    add(seen) {
      const licences = tenant.licencesOf(seen.account);
      if (licences.length === 0 || isGuest(seen.account.segment.kind)) return;
      const signIn = signInUseOf(tenant, viewer, seen.account);
      const use = seen.personal ? jointUse(mailUseOf(tenant, viewer, seen.account), signIn) : signIn;
      book.add(seen, verdictOf(use));
      if (use !== 'unused') return;
      for (const { id, name } of licences) {
        const told = viewer.reads('subscribed-skus') ? name : id;
        bySku[told] = (bySku[told] ?? 0) + 1;
      }
    },
  };
}

/** Physicians enrolled in the service whose mailbox is unused; where nobody tells who is, any may be. */
export function enrolledUnused(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const { readsEnrolment } = viewer;
  return {
    id: 'enrolled-unused',
    assessable: viewer.reads('group-members') || viewer.reads('mail-activity'),
    book,
    facts: () => ({}),
    add(seen) {
      if (!seen.personal || !seen.physician || (readsEnrolment && !tenant.isEnrolled(seen.account))) return;
      book.add(seen, readsEnrolment ? verdictOf(mailUseOf(tenant, viewer, seen.account)) : 'undetermined');
    },
  };
}
