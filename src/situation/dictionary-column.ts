import { z } from 'zod';
import { wordsSchema } from '../i18n/words.ts';

/** A column of the dossier, as the method annex tells it. */
export const dictionaryColumnSchema = z.object({
  name: z.string(),
  /** As DuckDB writes it. */
  type: z.string(),
  meaning: wordsSchema,
  /** What it can be, where that is one of a few ids. */
  values: z.array(z.string()).optional(),
  /** What null means; left out where it never is. */
  unknown: wordsSchema.optional(),
  /** Ids of the sources that tell it. */
  sources: z.array(z.string()),
});
