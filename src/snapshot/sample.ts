import { z } from 'zod';

/** Of a pilot: what is asked account by account was asked of so many, and of nobody else. */
export const sampleSchema = z.object({ accounts: z.int().positive() });

export type Sample = z.infer<typeof sampleSchema>;
