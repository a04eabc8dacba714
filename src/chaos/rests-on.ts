import type { Source } from '../simulator/faults/source.ts';

/** What an indicator rests on, besides the accounts and the kinds of mailboxes. */
export interface Ground {
  /** One of them lost: a lower bound. All of them: not assessable. */
  readonly evidence: readonly Source[];
  /** One of these lost: a lower bound as well; they alone make nothing assessable. */
  readonly lowers?: readonly Source[];
  /** What else its verdicts rest on; without it some are undetermined. */
  readonly further?: readonly Source[];
  /** What tells who belongs to its population. */
  readonly population?: readonly Source[];
  /** What its facts alone rest on. */
  readonly facts?: readonly Source[];
}

export const RESTS_ON: Readonly<Record<string, Ground>> = {
  'inactive-mailboxes': { evidence: ['mail-activity'] },
  'unread-mail': { evidence: ['mail-activity'] },
  'mailbox-redirects': {
    evidence: ['inbox-rules', 'mailbox-forwarding'],
    // Accepted domains and where messages are stopped.
    facts: ['mail-flow', 'group-members'],
  },
  'mfa-status': { evidence: ['mfa-registrations'], facts: ['role-assignments', 'group-members'] },
  'mfa-enforcement': {
    evidence: ['mfa-policies'],
    further: ['group-members', 'role-assignments', 'per-user-mfa'],
  },
  'admin-mfa': {
    evidence: ['role-assignments', 'mfa-registrations'],
    lowers: ['mfa-policies'],
    further: ['mfa-policies', 'per-user-mfa'],
    population: ['role-assignments', 'group-members'],
  },
  'inactive-sign-ins': { evidence: ['sign-in-activity'] },
  'unused-accounts': { evidence: ['mail-activity', 'sign-in-activity'] },
  // The licences have their names from the tenant.
  'unused-licences': { evidence: ['mail-activity', 'sign-in-activity'], facts: ['tenant'] },
  'physicians-without-mailbox': { evidence: ['accounts'] },
  'enrolled-unused': { evidence: ['mail-activity', 'group-members'], population: ['group-members'] },
  'external-sharing': { evidence: ['onedrive-activity', 'sharepoint-activity'] },
  'service-usage': { evidence: ['service-activity'] },
};

/** Only a signed-in administrator is told: these audits never are. */
export const NEVER_READ: ReadonlySet<string> = new Set(['terms-of-use']);
