import { z } from 'zod';

const count = z.int().nonnegative();

export const standingsSchema = z.object({
  /** The last answer is to accept, and holds. */
  accepted: count,
  declined: count,
  /** Accepted once, and no longer holding. */
  expired: count,
  /** No answer. */
  missing: count,
  /** The answers to this agreement were not read to their end. */
  undetermined: count,
});

export type Standings = z.infer<typeof standingsSchema>;

/** Where the enabled members stand with one agreement: the five add up to all of them. */
export const termsSchema = standingsSchema.extend({
  id: z.string(),
  /** Its name, with its id where two bear the name. */
  name: z.string(),
  /** In the order of the config, then '' for accounts of no category, if any. */
  byCategory: z.record(z.string(), standingsSchema),
});
export type Terms = z.infer<typeof termsSchema>;
