import { z } from 'zod';

const count = z.int().nonnegative();

/** Of these lines, those that match no account, an account without a personal mailbox, one of which that is not known. */
export const linesSchema = z.object({
  lines: count,
  withoutAccount: count,
  withoutMailbox: count,
  undetermined: count,
});
export type RosterLines = z.infer<typeof linesSchema>;
const ofOneSchema = linesSchema.extend({ id: z.string() });

/** The roster's physicians who have no account, or one without a personal mailbox. */
const physiciansWithoutMailboxSchema = linesSchema.extend({
  /** category: the lines of categories of physicians; every-line: the roster names no category. */
  decidedBy: z.enum(['category', 'every-line']),
  /** Lines of no category that match no account: nothing tells whether they are physicians, and they are not counted. */
  withoutCategory: count,
  byCategory: z.array(ofOneSchema),
  byEstablishment: z.array(ofOneSchema),
});

export const rosterSchema = z.object({
  lines: count,
  /** Left out, as all that follows, where not every account was read. */
  withoutAccount: count.optional(),
  withoutAccountByCategory: z.record(z.string(), count).optional(),
  physiciansWithoutMailbox: physiciansWithoutMailboxSchema.optional(),
});
export type RosterTally = z.infer<typeof rosterSchema>;
export type PhysiciansWithoutMailbox = z.infer<typeof physiciansWithoutMailboxSchema>;
