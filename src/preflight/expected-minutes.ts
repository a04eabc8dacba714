import type { Rates } from '../graph/rate-limiter.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** Accounts of a page: https://learn.microsoft.com/graph/api/user-list */
const ACCOUNTS_A_PAGE = 999;
const SIGN_INS_A_PAGE = 500;
const MAILBOXES_A_BATCH = 20;
/** Batches answered in a minute, as a large tenant does: about a third of a second each, 16 side by side. */
const BATCHES_A_MINUTE = 16 * 180;

/**
 * How long a collection of so many accounts takes at the least, in minutes: the slowest of the sources asked, which go side by
 * side, by the limits that Microsoft documents and the configuration keeps.
 */
export function expectedMinutes(accounts: number, rates: Rates, asked: ReadonlySet<SourceId>): number {
  const minutes: Readonly<Partial<Record<SourceId, number>>> = {
    'sign-in-activity': accounts / SIGN_INS_A_PAGE / rates.signInActivityRequestsPerMinute,
    'mfa-registrations': accounts / ACCOUNTS_A_PAGE / (rates.registrationDetailsRequestsPerSecond * 60),
    'inbox-rules': accounts / MAILBOXES_A_BATCH / BATCHES_A_MINUTE,
  };
  const slowest = Math.max(0, ...[...asked].map((id) => minutes[id] ?? 0));
  return Math.max(1, Math.ceil(slowest));
}
