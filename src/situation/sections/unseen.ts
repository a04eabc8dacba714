import { z } from 'zod';
import { wordsSchema } from '../../i18n/words.ts';

/** Something that bears on the directive and that no source of this audit can tell. */
export const unseenSchema = z.object({ id: z.string(), words: wordsSchema });
export type Unseen = z.infer<typeof unseenSchema>;
