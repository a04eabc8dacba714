import { z } from 'zod';

const count = z.int().nonnegative();

export const administratorsSchema = z.array(
  z.object({
    role: z.string(),
    /** Enabled accounts, guests excepted, that hold the role now, directly or through a group. */
    active: count,
    /** Those that may take it; left out where that was not read. */
    eligible: count.optional(),
    /** Of both: without a method that is allowed; left out where registrations were not read. */
    notCapable: count.optional(),
    /** Of both: those of whom MFA is not always demanded; left out where the policies were not read. */
    notEnforced: count.optional(),
    /** Not every assignment, or not how each of them stands, was read: one at least of the numbers is a lower bound. */
    lowerBound: z.boolean(),
    /** Which of the numbers are lower bounds; left out by earlier versions, of whose roles all are where one is. */
    lowerBounds: z.array(z.enum(['active', 'eligible', 'notCapable', 'notEnforced'])).optional(),
  }),
);
export type Administrators = z.infer<typeof administratorsSchema>;
