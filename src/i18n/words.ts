import { z } from 'zod';
import type { InBoth } from '../errors.ts';

/** A text in both languages of the reports. */
export type Words = InBoth;

export const wordsSchema = z.object({ fr: z.string(), en: z.string() }) satisfies z.ZodType<Words>;
