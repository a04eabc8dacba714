import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** Which accounts the directory holds just now: some come and go while it is being read. */
export interface Presence {
  holds(account: Account): boolean;
  /** What `$count` says, which may lag behind or be plainly wrong. */
  count(): number;
  /** The second page of the directory is asked: now the accounts come and go. */
  turnPage(): void;
}

export function createPresence(tenant: Tenant): Presence {
  const { changingDirectory, countDiffersBy = 0 } = tenant.overrides;
  const { created = 0, deleted = 0, count = 'follows' } = changingDirectory ?? {};
  let turned = false;
  return {
    holds(account) {
      const fate = tenant.fateOf(account);
      if (fate === 'not-yet') return false;
      return fate === 'appears' ? turned : fate === 'vanishes' ? !turned : true;
    },
    count() {
      const missing = turned && count === 'follows' ? deleted : created;
      return Math.max(0, tenant.accountTotal() - missing + countDiffersBy);
    },
    turnPage() {
      turned = true;
    },
  };
}
