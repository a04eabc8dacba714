import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Reads } from './reads.ts';
import type { Viewer } from './view.ts';

export type Use = 'used' | 'unused' | 'unknown';

/** A mailbox by its own mail: unused for too long, or never used and too old for that to be natural. */
export function mailUseOf(tenant: Tenant, { inactiveAfterDays, reads }: Viewer, account: Account): Use {
  if (!reads('mail-activity') || (reads('inbox-rules') && tenant.accessOf(account) === 'on-premises'))
    return 'unknown';
  const { reported, lastAge, createdAge, mailboxAge } = tenant.mailOf(account);
  const age = lastAge ?? (tellsMailboxAges(tenant, reads) ? mailboxAge : createdAge);
  if (age !== null && age <= inactiveAfterDays) return 'used';
  return reported ? 'unused' : 'unknown';
}

/** The mailbox's own date goes before its account's, where the report has it. */
function tellsMailboxAges({ overrides }: Tenant, reads: Reads): boolean {
  return reads('mailbox-usage') && overrides.reportColumns?.missing.includes('Created Date') !== true;
}

/** An account by its sign-ins, enabled or not. Where the directory answers, it answers for everybody. */
export function signInUseOf(tenant: Tenant, { inactiveAfterDays, reads }: Viewer, account: Account): Use {
  if (!reads('sign-in-activity')) return 'unknown';
  const { successAge, interactiveAge, nonInteractiveAge } = tenant.signInsOf(account);
  const { createdAge } = tenant.mailOf(account);
  // The account's age at collection, which is later than the reports' refresh.
  const accountAge = createdAge === null ? Infinity : createdAge + tenant.calendar.lagDays;
  const attempts = [interactiveAge, nonInteractiveAge].filter((age) => age !== null);
  // A recent attempt may have failed: only a success tells of use.
  if (successAge === null && attempts.some((age) => age <= inactiveAfterDays)) return 'unknown';
  const age = successAge ?? (attempts.length > 0 ? Math.min(...attempts) : accountAge);
  return age > inactiveAfterDays ? 'unused' : 'used';
}

/** Unused in every one of these ways; used in one is used, whatever is not known of the others. */
export function jointUse(...uses: readonly Use[]): Use {
  if (uses.includes('used')) return 'used';
  return uses.includes('unknown') ? 'unknown' : 'unused';
}
