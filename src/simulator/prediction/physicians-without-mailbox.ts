import { tellsKinds } from '../tenant/exchange-reach.ts';
import { isGuest, isThing } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Counting } from './counting.ts';
import { createTallyBook } from './tallies.ts';
import type { Viewer } from './view.ts';

/** Physicians whose account has no personal mailbox. */
export function physiciansWithoutMailbox(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  return {
    id: 'physicians-without-mailbox',
    assessable: true,
    book,
    facts: () => ({}),
    add(seen) {
      const { kind } = seen.account.segment;
      if (!seen.physician || isGuest(kind) || (isThing(kind) && tellsKinds(tenant.overrides))) return;
      // An unlicensed account may have a mailbox that nothing lists.
      const without = tellsKinds(tenant.overrides) ? 'non-compliant' : 'undetermined';
      book.add(seen, seen.personal ? 'compliant' : without);
    },
  };
}
