import { MAIL_FLOW_KINDS } from './mail-flow-kinds.ts';
import type { SourceId } from './tables.ts';

/**
 * What each source can fail to give on its own, while it gives the rest. A source without any is read, or breaks off, as
 * one. The order is that in which they are told.
 */
export const SOURCE_PARTS = {
  tenant: ['domains', 'organization', 'report-settings', 'subscribed-skus'],
  accounts: [],
  'sign-in-activity': [],
  'mail-activity': [],
  'mailbox-usage': [],
  'service-activity': [],
  'onedrive-activity': [],
  'sharepoint-activity': [],
  'forms-activity': [],
  'service-counts': [],
  /** What rules do that Graph cannot express; who bears the addresses that rules send mail to. */
  'inbox-rules': ['untold-rules', 'recipient-addresses'],
  /** Where forwarding addresses that are recipients of the directory lead to. */
  'mailbox-forwarding': ['recipient-addresses'],
  'mail-flow': [...MAIL_FLOW_KINDS, 'recipient-addresses'],
  'mfa-registrations': [],
  /** preview-policies: those that v1.0 leaves out, which beta gives. */
  'mfa-policies': ['conditional-access', 'preview-policies', 'security-defaults'],
  /** The assignments in force are the source itself: without them there is none. */
  'role-assignments': ['role-definitions', 'eligible-assignments'],
  'per-user-mfa': [],
  /** Everybody's answers to one agreement; its subject is the agreement's id. */
  'terms-of-use': ['agreement'],
  /** The members of one group; its subject is the reference that it was asked with. */
  'group-members': ['group'],
} as const satisfies Record<SourceId, readonly string[]>;

/** The parts of a source; of any source where none is named. */
export type PartOf<S extends SourceId = SourceId> = { [K in S]: (typeof SOURCE_PARTS)[K][number] }[S];

/** A miss of which nobody can tell what it is about: every part of its source may be missing. */
export const UNKNOWN_PART = 'unknown';

/** Parts of which a source has many, told apart by their subject. */
export const PARTS_WITH_SUBJECT = ['agreement', 'group'] as const satisfies readonly PartOf[];
