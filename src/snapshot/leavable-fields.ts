import type { SourceId } from './tables.ts';

/**
 * What is asked of a source, beside the rest of it, only where a check that judges needs it: the licences assigned to an account; what an inbox rule is
 * called and does (the ids alone tell that a mailbox is in the cloud, and has rules); where a mailbox forwards (its kind is told without); which methods
 * of MFA are registered. Where it is left out, its columns are null, or tell that it was not told: never that there is none.
 */
export const LEAVABLE_FIELDS = [
  'accounts/licences',
  'inbox-rules/rules',
  'mailbox-forwarding/forwarding',
  'mfa-registrations/methods',
] as const;
export type LeavableField = (typeof LEAVABLE_FIELDS)[number];

/** What a collection leaves out, as no check that was chosen needs it. */
export interface NotNeeded {
  readonly sources: ReadonlySet<SourceId>;
  readonly fields: ReadonlySet<LeavableField>;
}

export const ALL_NEEDED: NotNeeded = { sources: new Set(), fields: new Set() };

/** Those of a source, in the order above. */
export function leftOutOf({ fields }: NotNeeded, source: SourceId): LeavableField[] {
  return LEAVABLE_FIELDS.filter((field) => fields.has(field) && field.startsWith(`${source}/`));
}
