import { z } from 'zod';
import { grantsSchema } from '../grants/grant.ts';
import { GAP_REASONS } from './gap-reasons.ts';
import { lackSchema } from './lack.ts';
import { PARTS_WITH_SUBJECT, SOURCE_PARTS, UNKNOWN_PART, type PartOf } from './source-parts.ts';
import type { SourceId } from './tables.ts';

const PARTS: readonly PartOf[] = Object.values(SOURCE_PARTS).flat();

/** A part of a source that could not be had. */
export const missSchema = z.object({
  part: z.enum([UNKNOWN_PART, ...PARTS]).default(UNKNOWN_PART),
  /** Which one, where the source has many: a group as it was asked for, an agreement's id. */
  subject: z.string().optional(),
  subjectName: z.string().optional(),
  /** How a version that knew no parts named it; for the reader alone. */
  what: z.string().optional(),
  reason: z.enum(GAP_REASONS),
  /** What the cloud answered, for the reader alone. */
  detail: z.string(),
  /** What did not come of what was answered. */
  lacks: lackSchema.optional(),
  /** Given up because `--max-duration` had passed. */
  cutOff: z.literal(true).optional(),
  /** What would have allowed it. */
  grants: grantsSchema.optional(),
});

/** A miss of a source; one of another source's parts is no miss of it. */
export type Miss<S extends SourceId = SourceId> = Omit<z.infer<typeof missSchema>, 'part'> & {
  readonly part: PartOf<S> | typeof UNKNOWN_PART;
};

/** What is wrong with the misses of a source, by their place. */
export function missFaults(source: SourceId, misses: readonly Miss[]): { at: number; message: string }[] {
  const own: readonly string[] = [UNKNOWN_PART, ...SOURCE_PARTS[source]];
  const many: readonly string[] = PARTS_WITH_SUBJECT;
  return misses.flatMap(({ part, subject }, at) => {
    if (!own.includes(part)) return [{ at, message: `${part} is no part of ${source}` }];
    return many.includes(part) && subject === undefined ? [{ at, message: `which ${part} is missing` }] : [];
  });
}
