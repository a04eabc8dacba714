import { z } from 'zod';
import { wordsSchema } from '../../i18n/words.ts';

/** Something that bears on the directive and that no source of this audit can tell. */
export const limitSchema = z.object({ id: z.string(), words: wordsSchema });
export type Limit = z.infer<typeof limitSchema>;
