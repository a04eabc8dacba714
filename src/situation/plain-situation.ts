import { z } from 'zod';
import { administratorsSchema } from './sections/administrators.ts';
import { GAP_RANKS } from './gap-rank.ts';
import { dictionaryColumnSchema } from './dictionary-column.ts';
import { checkDescriptionSchema } from './check-description.ts';
import { isTimeZone } from '../i18n/time-zone.ts';
import { wordsSchema } from '../i18n/words.ts';
import { GAP_REASONS, sourceReportFields } from '../snapshot/manifest.ts';
import { importedFileSchema } from '../snapshot/imported.ts';
import { sampleSchema } from '../snapshot/sample.ts';
import { missSchema } from '../snapshot/miss.ts';
import type { MailboxOutcome } from '../snapshot/tables.ts';
import { mailFlowSchema } from './sections/mail-flow.ts';
import { termsSchema } from './sections/terms-of-use.ts';
import { licencesSchema } from './sections/licences.ts';
import { spellingsSchema } from './sections/establishment-spellings.ts';
import { rosterSchema } from './sections/roster.ts';
import { serviceUsageSchema, tenantServiceSchema } from './sections/services.ts';
import { notChosenSchema } from './not-chosen.ts';
import { decisionsSchema } from './sections/decisions.ts';
import { limitSchema } from './sections/limits.ts';
import { unusedMailboxSchema } from './sections/unused-mailbox.ts';
import { populationBoundSchema, tallySchema } from './tally-schema.ts';
import { exceptedSchema, exceptionsSchema } from './exceptions/exceptions-schema.ts';
import { trendSchema } from './trend/trend-schema.ts';

export type { PopulationBound, Tally } from './tally-schema.ts';

const count = z.int().nonnegative();

const breakdownSchema = tallySchema.extend({ id: z.string() });

export const indicatorSchema = tallySchema.extend({
  id: z.string(),
  /** The count is over the sources that were read: at least this many. */
  lowerBound: z.boolean(),
  /** Of the populations; an approximate one makes the count approximate too. */
  populationBound: populationBoundSchema,
  /**
   * Where it is not assessable: the sources that its findings come from, each of which told nothing of it, though some of it
   * may have been read. Left out where it is assessable, and by earlier versions.
   */
  missing: z.array(z.string()).optional(),
  physicians: tallySchema,
  byCategory: z.array(breakdownSchema),
  byEstablishment: z.array(breakdownSchema.extend({ physicians: tallySchema })),
  facts: z.record(z.string(), z.union([count, z.record(z.string(), count)])),
  /** Accepted cases among the count, which holds them too; left out where no exceptions are configured. */
  exceptions: exceptedSchema
    .extend({
      physicians: exceptedSchema,
      /** Accounts whose exceptions are all past their last day, and of which nobody knows whether they are found; left out for none. */
      expiredUndetermined: z.int().nonnegative().optional(),
    })
    .optional(),
});
/** One check's tallies. Not assessable: `examined` is 0 and the population is not. */
export type Indicator = z.infer<typeof indicatorSchema>;

export const gapSchema = z.object({
  source: z.string(),
  reason: z.enum(GAP_REASONS),
  /** How many accounts it concerns; 0 where it concerns no account in particular. Left out of a copy whose small counts are masked. */
  accounts: count.optional(),
  /** In the situation of an establishment: that number is of the whole tenant, as nobody counted it for each. */
  ofWholeTenant: z.literal(true).optional(),
  remedy: z.string(),
  /** What is not known, and what to do, in both languages (`remedy` is in the audit's own). */
  words: z.object({ what: wordsSchema, remedy: wordsSchema }),
  /** One of a version that knew no ranks is to repair. */
  rank: z.enum(GAP_RANKS).default('repair'),
});
export type Gap = z.infer<typeof gapSchema>;

export const MAILBOX_OUTCOMES = [
  'rules',
  'none',
  'no-cloud-mailbox',
  'denied',
  'gave-up',
  'error',
] as const satisfies readonly MailboxOutcome[];

/** What became of a source, and of each mailbox that was asked for its rules. */
const situationSourceSchema = sourceReportFields.extend({
  /** Left out, as `expected`, of a copy whose small counts are masked; but 0 where it is partial and gave nothing. */
  read: count.optional(),
  expected: count.optional(),
  /** `what` is the part's name and its subject, in English. */
  misses: z.array(missSchema.extend({ what: z.string() })).optional(),
  outcomes: z
    .array(z.object({ outcome: z.enum(MAILBOX_OUTCOMES), code: z.string().optional(), mailboxes: count }))
    .optional(),
  /** No check that the configuration chooses needs it: what is not known of it is missed by nothing. Left out of the others. */
  notNeeded: z.literal(true).optional(),
  /** Of a source that another audit of the tenant lent: when that one was collected, and its folder's name. */
  collectedAt: z.iso.datetime().optional(),
  joinedFrom: z.string().optional(),
});

const enrolmentSchema = z.object({
  id: z.string(),
  label: wordsSchema,
  /** False where the group could not be read: its total then says nothing. */
  known: z.boolean(),
  /** The group, or the directory, was read in part: at least so many. */
  lowerBound: z.boolean(),
  total: count,
  byCategory: z.record(z.string(), count),
  /** Left out where the group could not be read. */
  unusedMailbox: unusedMailboxSchema.optional(),
});

const maskedOneSchema = z.object({ id: z.string(), title: wordsSchema });

/** Indicators, enrolments and services one of whose numbers is small. */
const maskedSchema = z.object({
  indicators: z.array(maskedOneSchema),
  enrolments: z.array(maskedOneSchema),
  services: z.array(z.string()),
});

export const SITUATION_SCHEMA = 'vigie/situation/1';

/** Its shape alone; `situationSchema` also refuses figures that contradict one another. */
export const plainSituationSchema = z.object({
  schema: z.literal(SITUATION_SCHEMA),
  vigie: z.string(),
  tenant: z.object({ id: z.string(), displayName: z.string(), defaultDomain: z.string() }),
  asOf: z.iso.date(),
  collectedAt: z.iso.datetime(),
  /** When the collection ended. */
  endedAt: z.iso.datetime(),
  /** The files that it was imported from; left out where the data was collected. */
  imported: z
    .object({
      files: z
        .array(
          // Left out of a copy whose small counts are masked.
          importedFileSchema.extend({
            bytes: count.optional(),
            rows: count.optional(),
            unmatched: count.optional(),
          }),
        )
        .min(1),
    })
    .optional(),
  /** Of a pilot: what is asked account by account was asked of so many alone; left out where everybody was asked. */
  sample: sampleSchema.optional(),
  /** When an interrupted collection was taken up again, each time. */
  resumedAt: z.array(z.iso.datetime()).optional(),
  parameters: z.object({
    inactiveAfterDays: count,
    /** Where its times are told; left out by earlier versions, whose times are in UTC. */
    timeZone: z.string().refine(isTimeZone, 'is no time zone').optional(),
    /** SHA-256 of the roster file that was used, if one was. */
    rosterSha256: z.string().optional(),
    /** False: no display name of an account was kept, and their columns are empty. Left out where they were. */
    names: z.literal(false).optional(),
    /** The checks that the configuration leaves out; left out where it leaves none. */
    notChosen: notChosenSchema.optional(),
  }),
  population: z.object({
    accounts: count,
    mailboxes: count,
    physicians: count,
    /** Accounts of physicians, with or without a mailbox; left out by earlier versions. */
    physicianAccounts: count.optional(),
    /**
     * Whose these `physicians` are, by the roster's column of persons; an account of which the roster tells no person is one.
     * Left out where the roster names no such column. A person of two establishments is counted in each.
     */
    physicianPersons: count.optional(),
    byCategory: z.record(z.string(), count),
  }),
  /** Of the mailboxes and the physicians among them. */
  populationBound: populationBoundSchema,
  /** The categories of the config, in its order, then '' for accounts that match none, if any. */
  categories: z.array(
    z.object({
      id: z.string(),
      physician: z.boolean(),
      label: wordsSchema,
      /** What one of them is called; left out where the config does not tell. */
      singular: wordsSchema.optional(),
    }),
  ),
  /** False where a category is a group whose members were not all read: physicians are then not known. */
  categoriesKnown: z.boolean().default(true),
  sources: z.array(situationSourceSchema),
  gaps: z.array(gapSchema),
  checks: z.array(checkDescriptionSchema),
  /** The dossier's columns that a population or verdict names. */
  dictionary: z.array(dictionaryColumnSchema).optional(),
  indicators: z.array(indicatorSchema),
  /** What to decide, the weightiest first; empty where there is nothing. Left out where it was not worked out, by earlier versions. */
  decisions: decisionsSchema.optional(),
  enrolments: z.array(enrolmentSchema),
  serviceUsage: z.array(serviceUsageSchema),
  /** Services in use of which Microsoft has no report. */
  servicesWithoutReport: z.array(z.string()).optional(),
  /** Left out where the report was not read. */
  tenantServices: z.array(tenantServiceSchema).optional(),
  /** Left out where nothing was told of any licence. */
  licences: licencesSchema.optional(),
  /** What no source of the audit can tell. */
  limits: z.array(limitSchema).optional(),
  /** The same, under the name that it had first. */
  unseen: z.array(limitSchema).optional(),
  /** The tenant's mail flow; left out where nothing of it was read. */
  mailFlow: mailFlowSchema.optional(),
  /** The same, under the name that it had first. */
  posture: mailFlowSchema.optional(),
  /** The roster, when there is one: its lines that match no account ("médecins sans compte"), left out where not all accounts were read. */
  roster: rosterSchema.optional(),
  /** Establishments written in several ways; left out where there is none. */
  establishmentSpellings: spellingsSchema.optional(),
  termsOfUse: z.array(termsSchema).optional(),
  /** By role; left out where the assignments were not read. */
  administrators: administratorsSchema.optional(),
  /** The accepted cases of the configuration; left out where there are none. */
  exceptions: exceptionsSchema.optional(),
  /** What changed since earlier audits of the tenant; left out where none was looked for. */
  trend: trendSchema.optional(),
  /** The part of the tenant it is of; left out where it is of the whole tenant. */
  scope: z
    .object({
      establishment: z.string(),
      /** The same indicators of the whole tenant, for its shares; left out by earlier versions. */
      network: z.array(tallySchema.extend({ id: z.string(), physicians: tallySchema })).optional(),
    })
    .optional(),
  /** Of a copy to share: names are pseudonyms, made with the key of this id. Left out of an audit. */
  sharedCopy: z
    .object({
      key: z.string(),
      /** No number of accounts from 1 to one less is in the copy: such ones are grouped with others, or left out. Left out where none is masked. */
      maskUnder: z.int().optional(),
      /** What is not in the copy for that; what there is nothing of may be named too. */
      masked: maskedSchema.optional(),
    })
    .optional(),
});
/** `situation.json`: every number and word of the report. */
export type Situation = z.infer<typeof plainSituationSchema>;
