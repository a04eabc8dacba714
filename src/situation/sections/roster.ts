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

/**
 * The same of persons, each counted once, over all accounts of all their lines: `withoutAccount` have none, `withoutMailbox`
 * have no personal mailbox on any, of `undetermined` that is not known.
 */
const personsSchema = z.object({
  persons: count,
  withoutAccount: count,
  withoutMailbox: count,
  undetermined: count,
});
export type RosterPersons = z.infer<typeof personsSchema>;

const withPersonsSchema = linesSchema.extend({
  /**
   * Whose lines these are; left out where the roster names no column of persons. A person with lines in two categories or
   * establishments is counted in each, and once in the whole.
   */
  persons: personsSchema.optional(),
});
const ofOneSchema = withPersonsSchema.extend({ id: z.string() });
export type RosterPart = z.infer<typeof ofOneSchema>;

/** The roster's physicians who have no account, or one without a personal mailbox. */
const physiciansWithoutMailboxSchema = withPersonsSchema.extend({
  /** category: the lines of categories of physicians; every-line: the roster names no category. */
  decidedBy: z.enum(['category', 'every-line']),
  /** Lines of no category that match no account: nothing tells whether they are physicians, and they are not counted. */
  withoutCategory: count,
  byCategory: z.array(ofOneSchema),
  byEstablishment: z.array(ofOneSchema),
});

export const rosterSchema = z.object({
  lines: count,
  /** Whose lines these are, a line that names no person being one; left out where the roster names no column of persons. */
  persons: count.optional(),
  /** Left out, as all that follows, where not every account was read. */
  withoutAccount: count.optional(),
  withoutAccountByCategory: z.record(z.string(), count).optional(),
  physiciansWithoutMailbox: physiciansWithoutMailboxSchema.optional(),
});
export type RosterTally = z.infer<typeof rosterSchema>;
export type PhysiciansWithoutMailbox = z.infer<typeof physiciansWithoutMailboxSchema>;
