import { z } from 'zod';

const count = z.int().nonnegative();

/** Of the physicians of an enrolment who have a personal mailbox: how many do not use it, and of how many that is not known. */
export const unusedMailboxSchema = z.object({ physicians: count, unused: count, undetermined: count });
export type UnusedMailbox = z.infer<typeof unusedMailboxSchema>;
