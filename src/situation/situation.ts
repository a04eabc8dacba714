import { z } from 'zod';
import { checkDescriptionSchema } from '../checks/description.ts';
import { wordsSchema } from '../i18n/words.ts';
import { GAP_REASONS, sourceReportSchema } from '../snapshot/manifest.ts';

const count = z.int().nonnegative();

/** `population = examined + undetermined`; `count` of the examined are non-compliant. */
export const tallySchema = z.object({ population: count, examined: count, count, undetermined: count });
export type Tally = z.infer<typeof tallySchema>;

const breakdownSchema = tallySchema.extend({ id: z.string() });

export const indicatorSchema = tallySchema.extend({
  id: z.string(),
  /** The count is over the sources that were read: at least this many. */
  lowerBound: z.boolean(),
  physicians: tallySchema,
  byCategory: z.array(breakdownSchema),
  byEstablishment: z.array(breakdownSchema.extend({ physicians: tallySchema })),
  facts: z.record(z.string(), z.union([count, z.record(z.string(), count)])),
});
/** One check's tallies. Not assessable: `examined` is 0 and the population is not. */
export type Indicator = z.infer<typeof indicatorSchema>;

export const gapSchema = z.object({
  source: z.string(),
  reason: z.enum(GAP_REASONS),
  /** How many accounts it concerns; 0 where it concerns no account in particular. */
  accounts: count,
  remedy: z.string(),
  /** What is not known, and what to do, in both languages (`remedy` is in the audit's own). */
  words: z.object({ what: wordsSchema, remedy: wordsSchema }),
});
export type Gap = z.infer<typeof gapSchema>;

const serviceTallySchema = z.object({ licensed: count, active30: count, active90: count });
export const SERVICES = ['exchange', 'onedrive', 'sharepoint', 'teams', 'viva-engage'] as const;

export const SITUATION_SCHEMA = 'vigie/situation/1';

export const situationSchema = z.object({
  schema: z.literal(SITUATION_SCHEMA),
  vigie: z.string(),
  tenant: z.object({ id: z.string(), displayName: z.string(), defaultDomain: z.string() }),
  asOf: z.string(),
  collectedAt: z.string(),
  parameters: z.object({
    inactiveAfterDays: count,
    /** SHA-256 of the roster file that was used, if one was. */
    rosterSha256: z.string().optional(),
  }),
  population: z.object({
    accounts: count,
    mailboxes: count,
    physicians: count,
    byCategory: z.record(z.string(), count),
  }),
  /** The categories of the config, in its order, then '' for accounts that match none, if any. */
  categories: z.array(z.object({ id: z.string(), physician: z.boolean(), label: wordsSchema })),
  /** False where a category is a group whose members were not all read: physicians are then not known. */
  categoriesKnown: z.boolean().default(true),
  sources: z.array(sourceReportSchema),
  gaps: z.array(gapSchema),
  checks: z.array(checkDescriptionSchema),
  indicators: z.array(indicatorSchema),
  enrolments: z.array(
    z.object({ id: z.string(), label: wordsSchema, total: count, byCategory: z.record(z.string(), count) }),
  ),
  serviceUsage: z.array(
    serviceTallySchema.extend({ service: z.enum(SERVICES), physicians: serviceTallySchema }),
  ),
  /** Roster lines that match no account ("médecins sans compte"), when there is a roster. */
  roster: z
    .object({ lines: count, withoutAccount: count, withoutAccountByCategory: z.record(z.string(), count) })
    .optional(),
});
/** `situation.json`: every number and word of the report. */
export type Situation = z.infer<typeof situationSchema>;
