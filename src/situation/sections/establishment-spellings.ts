import { z } from 'zod';

/** Establishments that are written in several ways, and counted as one under the name that most accounts write. */
export const spellingsSchema = z.array(
  z.object({
    id: z.string(),
    /** The commonest first; 0 accounts: the roster alone writes it so, for no account. */
    writings: z.array(z.object({ text: z.string(), accounts: z.int().nonnegative() })).min(2),
  }),
);
export type EstablishmentSpellings = z.infer<typeof spellingsSchema>;
