import { z } from 'zod';

export const wordsSchema = z.object({ fr: z.string(), en: z.string() });

/** A text in both languages of the reports. */
export type Words = z.infer<typeof wordsSchema>;
