import { z } from 'zod';
import { ACTORS, GRAVITIES } from '../check-words.ts';

const count = z.int().nonnegative();

/** More are no page that is read to its end. */
export const MOST_DECISIONS = 7;

/** How many of its names a decision carries: a reader looks for one. */
export const MOST_NAMES = 3;

const idSchema = z.string().regex(/^[a-z0-9-]+$/);
const listSchema = z.string().regex(/^(?:actions|findings)\/[a-z0-9-]+(?:\.(?:fr|en))?\.csv$/);

export const decisionSchema = z.object({
  /** Of its rule, whose words the check carries (`checks[].decisions`). */
  id: idSchema,
  /** The check whose findings it settles. */
  check: idSchema,
  who: z.enum(ACTORS),
  /** Findings of the check that one act settles; at least so many where `lowerBound`. */
  accounts: z.int().positive(),
  /** Of these, those of physicians; left out where nobody knows who they are. */
  physicians: count.optional(),
  /** Further accounts of which it is not known whether it would settle them. */
  undetermined: count,
  /** The count that it is a part of is a lower bound. */
  lowerBound: z.boolean(),
  gravity: z.enum(GRAVITIES),
  /** Where those accounts are listed, relative to the audit folder, in either language; null where no list has them. */
  list: z.object({ fr: listSchema, en: listSchema }).nullable(),
  /** Further numbers, which its words tell; what is not known is left out. */
  facts: z.record(z.string(), z.number().nonnegative()),
  /** What is to be changed, as the tenant calls it: the names of policies. The most concerned first. */
  names: z.array(z.string()).max(MOST_NAMES).optional(),
});
/** One act that settles many findings: who acts, how many accounts it settles, how grave that is and where they are listed. */
export type Decision = z.infer<typeof decisionSchema>;

export const decisionsSchema = z.array(decisionSchema).max(MOST_DECISIONS);

/** The gravest first, then those of most physicians, then those of most accounts. */
export function byWeight(left: Decision, right: Decision): number {
  return (
    GRAVITIES.indexOf(left.gravity) - GRAVITIES.indexOf(right.gravity) ||
    (right.physicians ?? 0) - (left.physicians ?? 0) ||
    right.accounts - left.accounts
  );
}
