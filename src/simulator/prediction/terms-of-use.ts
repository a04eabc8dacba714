import type { Tenant } from '../tenant/tenant.ts';
import type { Counting } from './counting.ts';
import { createTallyBook } from './tallies.ts';
import type { Viewer } from './view.ts';

export function termsOfUse(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const byAgreement = Object.fromEntries(tenant.agreements.map(({ id }) => [id, 0]));
  const assessable = viewer.reads('terms-of-use');
  return {
    id: 'terms-of-use',
    assessable,
    book,
    facts: () => ({ byAgreement }),
    add(seen) {
      if (!seen.member) return;
      const accepted = tenant.agreements.filter((agreement) => tenant.isAccepted(seen.account, agreement));
      for (const { id } of accepted) byAgreement[id] = (byAgreement[id] ?? 0) + 1;
      const all = accepted.length === tenant.agreements.length;
      book.add(seen, !assessable ? 'undetermined' : all ? 'compliant' : 'non-compliant');
    },
  };
}
