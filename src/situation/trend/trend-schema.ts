import { z } from 'zod';
import { wordsSchema } from '../../i18n/words.ts';
import { populationBoundSchema, tallySchema } from '../tally-schema.ts';

const count = z.int().nonnegative();

/**
 * How the accounts of a check moved between two audits. The count now is the count before + appeared + joined +
 * becameKnown − resolved − left − becameUnknown, of all accounts and of every part of them: an account that went from one
 * establishment to another has `left` the first and `joined` the second, and so with physicians. It moved nowhere
 * among all accounts, so that the sums over the establishments may be greater, and is not in `changes.parquet` for that.
 */
export const movesSchema = z.object({
  /** Compliant before, non-compliant now. */
  appeared: count,
  /** Not there, or not concerned, before; non-compliant now. */
  joined: count,
  /** Undetermined before, non-compliant now. */
  becameKnown: count,
  /** Non-compliant before, compliant now. */
  resolved: count,
  /** Non-compliant before; gone, or not concerned, now. */
  left: count,
  /** Non-compliant before, undetermined now. */
  becameUnknown: count,
  /** Non-compliant in both, now by something that was not there before, such as a redirect to another target. */
  altered: count,
});
export type Moves = z.infer<typeof movesSchema>;
export type MoveKind = keyof Moves;

const movedSchema = z.object({
  /** The count of the earlier audit. */
  before: count,
  /** The count now, less the count before. */
  change: z.int(),
  /** Left out where the findings of the earlier audit could not be read. */
  moves: movesSchema.optional(),
});

/** With what the earlier count rested on, for a situation of that establishment alone. */
const movedBeforeSchema = movedSchema.extend({ tallyBefore: tallySchema.optional() });

/** One indicator against the earlier audit; left out of the trend where either audit could not assess it. */
const indicatorChangeSchema = movedSchema.extend({
  id: z.string(),
  /** What the earlier figure rested on. */
  tallyBefore: tallySchema,
  lowerBoundBefore: z.boolean(),
  populationBoundBefore: populationBoundSchema,
  /** False where a difference listed in `differences` may be part of the change. */
  comparable: z.boolean(),
  /** `comparable`: left out by earlier versions, and of an establishment; it then follows from `differences`. */
  physicians: movedSchema.extend({ comparable: z.boolean().optional() }),
  /** Establishments of either audit. */
  byEstablishment: z.array(movedBeforeSchema.extend({ id: z.string(), physicians: movedBeforeSchema })),
});
export type IndicatorChange = z.infer<typeof indicatorChangeSchema>;

export const DIFFERENCE_KINDS = [
  'threshold',
  'version',
  'rule',
  'coverage',
  'bound',
  'categories',
  'establishments',
  'roster',
  /** The findings of the earlier audit say nothing of these indicators' accounts: there are no `moves`. */
  'findings',
] as const;

/** Something other than the accounts that differs between the two audits. */
const differenceSchema = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  /** The indicators it touches. */
  indicators: z.array(z.string()),
  words: wordsSchema,
});
export type Difference = z.infer<typeof differenceSchema>;

/** The figures of one audit, for a line over time. */
const pointSchema = z.object({
  /** Name of the audit's folder. */
  audit: z.string(),
  asOf: z.iso.date(),
  collectedAt: z.iso.datetime(),
  indicators: z.array(
    tallySchema.extend({
      id: z.string(),
      lowerBound: z.boolean(),
      populationBound: populationBoundSchema,
      /** Left out where it was not known who is a physician. */
      physicians: count.optional(),
    }),
  ),
});
export type TrendPoint = z.infer<typeof pointSchema>;

export const trendSchema = z.object({
  /** The audit compared with: the newest earlier one of the same tenant. Left out where there is none. */
  previous: z
    .object({
      audit: z.string(),
      asOf: z.iso.date(),
      collectedAt: z.iso.datetime(),
      vigie: z.string(),
      inactiveAfterDays: count,
      /** Left out of an extract for an establishment where the earlier audit does not tell them. */
      mailboxes: count.optional(),
      physicians: count.optional(),
      /** False where it was not known who is a physician: their figures then say nothing. */
      categoriesKnown: z.boolean().optional(),
    })
    .optional(),
  differences: z.array(differenceSchema),
  indicators: z.array(indicatorChangeSchema),
  /** This audit and the newest earlier ones of the tenant, 36 in all, oldest first; this one is the last. */
  points: z.array(pointSchema),
  /** Earlier audits of the folder that could not be used, and why. */
  notUsed: z.array(z.object({ audit: z.string(), words: wordsSchema })),
});
/** What changed since the previous audit of the same tenant, and each indicator over the audits. */
export type Trend = z.infer<typeof trendSchema>;

/** By how many the count grew. */
export function net(moves: Moves): number {
  return (
    moves.appeared + moves.joined + moves.becameKnown - moves.resolved - moves.left - moves.becameUnknown
  );
}
