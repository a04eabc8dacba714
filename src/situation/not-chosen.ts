import { z } from 'zod';
import { wordsSchema } from '../i18n/words.ts';

/** The checks that the configuration leaves out, and the key of it that does: they judged nobody, and have no indicator. */
export const notChosenSchema = z.object({
  by: z.enum(['checks.only', 'checks.without']),
  checks: z.array(z.object({ id: z.string(), title: wordsSchema })).min(1),
});
export type NotChosen = z.infer<typeof notChosenSchema>;

/** Whether the configuration leaves the check of this id out; one that an earlier version did not have is not left out. */
export function isLeftOut(
  { notChosen }: { readonly notChosen?: NotChosen | undefined },
  id: string,
): boolean {
  return notChosen?.checks.some((one) => one.id === id) === true;
}
