import { z } from 'zod';

const count = z.int().nonnegative();

/** `population = examined + undetermined`; `count` of the examined are non-compliant. */
export const tallySchema = z.object({ population: count, examined: count, count, undetermined: count });
export type Tally = z.infer<typeof tallySchema>;

/**
 * How far a population can be relied on. at-least: not all accounts were read; approximate: what kind a mailbox is was
 * not told, so that shared ones may be counted as personal and some personal ones may be missing.
 */
export const populationBoundSchema = z.enum(['exact', 'at-least', 'approximate']);
export type PopulationBound = z.infer<typeof populationBoundSchema>;
