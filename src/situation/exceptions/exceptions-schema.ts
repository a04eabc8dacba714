import { z } from 'zod';

const count = z.int().nonnegative();

/** Of a figure: so many of its accounts are accepted, and so many were until a day that is past. All of them stay counted. */
export const exceptedSchema = z.object({ accepted: count, expired: count });
export type Excepted = z.infer<typeof exceptedSchema>;

/**
 * What became of an exception. accepted: its finding is there, and it holds; expired: its last day is past; no-finding: the account
 * is not found by the check any more; undetermined: nobody knows whether it is, as where the check's count is a lower bound, or where no account
 * that was read is called so and others were not read, or not by their mail address; no-account: no account is called so.
 */
export const EXCEPTION_STANDINGS = [
  'accepted',
  'expired',
  'no-finding',
  'undetermined',
  'no-account',
] as const;
export type ExceptionStanding = (typeof EXCEPTION_STANDINGS)[number];

/** The file of accepted cases as a whole: how many of its lines stand how, on the day of the collection. */
export const exceptionsSchema = z.object({
  sha256: z.string(),
  /** Those that end before it are expired. */
  day: z.iso.date(),
  lines: count,
  byStanding: z.record(z.enum(EXCEPTION_STANDINGS), count),
  /** Of the undetermined ones, those whose last day is past; left out by earlier versions, which did not tell. */
  expiredUndetermined: count.optional(),
});
export type ExceptionsSection = z.infer<typeof exceptionsSchema>;
