import { z } from 'zod';

const count = z.int().nonnegative();

/** Of a category's registered mailboxes, the strongest method that each has. */
export const strengthSchema = z.strictObject({ phishingResistant: count, app: count, phone: count });

/** How the groups of Conditional Access divide a category's mailboxes; the others are in none of them. */
export const policyPartsSchema = z.strictObject({
  /** MFA is required of them by their group. */
  mfa: count,
  /** In that group and in the excluded one. */
  mfaExempt: count,
  /** In the excluded group alone. */
  exemptOnly: count,
  /** MFA is required of their modern clients; legacy ones are blocked for everyone. */
  modern: count,
  /** As `modern`, but their legacy clients are let through. */
  modernLegacy: count,
  /** Only of policies that something else than MFA satisfies, or that leave Office 365 out. */
  alternative: count,
  /** MFA at a risky sign-in or on a phone. */
  risk: count,
  /** MFA away from the network or on a device that is not managed. */
  telework: count,
  /** Blocked altogether. */
  suspended: count,
});

/** The last word of personal mailboxes on an agreement; the others never answered. */
const answersSchema = z.strictObject({
  accepted: count,
  /** Accepted more than once: on another device, in an earlier version. */
  acceptedAgain: count,
  acceptedAfterDeclining: count,
  acceptedUntilLater: count,
  declined: count,
  declinedAfterAccepting: count,
  /** Accepted, until a day that is past. */
  expired: count,
});

export const agreementSchema = z.strictObject({
  name: z.string(),
  /** An ISO duration, or null where it is accepted once and for all. */
  reacceptFrequency: z.string().nullable(),
  answers: answersSchema,
});

/** States of per-user MFA among the personal mailboxes; the others are disabled. */
export const perUserMfaSchema = z.strictObject({ enforced: count, enabled: count });

export type PolicyPart = keyof z.infer<typeof policyPartsSchema>;
export type Strength = keyof z.infer<typeof strengthSchema>;
export type AnswerKind = keyof z.infer<typeof answersSchema>;
