import { z } from 'zod';
import { ATTRIBUTES } from '../attributes.ts';
import { grantsSchema } from '../grants/grant.ts';
import { GAP_REASONS } from './gap-reasons.ts';
import { importedSchema } from './imported.ts';
import { lackSchema } from './lack.ts';
import { LEAVABLE_FIELDS } from './leavable-fields.ts';
import { missFaults, missSchema } from './miss.ts';
import { SOURCE_IDS } from './tables.ts';
import { sampleSchema } from './sample.ts';
import { UNUSABLE } from './unusable.ts';

export { GAP_REASONS, type GapReason } from './gap-reasons.ts';

/** The keys of a source's report, each by itself. */
export const sourceReportFields = z.object({
  id: z.enum(SOURCE_IDS),
  /** complete: all read; partial: some read; refused: by the tenant; skipped: not asked. */
  outcome: z.enum(['complete', 'partial', 'refused', 'skipped']),
  /** Things read: accounts, mailboxes, report rows, members. */
  read: z.int().nonnegative(),
  /** Things there were to read; equal to `read` where the cloud announces no total. */
  expected: z.int().nonnegative(),
  /** Why it is not complete. */
  reason: z.enum(GAP_REASONS).optional(),
  /** What the cloud answered, for the reader alone: status, code, endpoint; no personal data. */
  detail: z.string().optional(),
  /** What did not come of what was answered; `detail` says it in English. Left out by versions that kept no such data. */
  lacks: lackSchema.optional(),
  /** Of what was read, what was not asked for, as no check that the configuration chose needed it. Left out where all was. */
  leftOut: z.array(z.enum(LEAVABLE_FIELDS)).optional(),
  /** Given up because `--max-duration` had passed. */
  cutOff: z.literal(true).optional(),
  /** What would have allowed it. */
  grants: grantsSchema.optional(),
  /** The same in words: of a version that kept no grants, and of a situation. For the reader alone. */
  needs: z.string().optional(),
  /** Report Refresh Date of a usage report, YYYY-MM-DD. */
  refreshedOn: z.iso.date().optional(),
  /** The usage report came with concealed names: its rows join no account. */
  namesConcealed: z.boolean().optional(),
  /** It was read, and nothing of it can be used: why. Told when it is assessed. */
  unusable: z.enum(UNUSABLE).optional(),
  /** Of one that is unusable: it was not read to its end either. Left out by versions that did not tell. */
  brokeOff: z.literal(true).optional(),
  /** Parts of this source that could not be had one by one, such as a group that does not exist. */
  misses: z.array(missSchema).optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
});

/** A source's report whose misses are of its own parts. */
export const sourceReportSchema = sourceReportFields.superRefine(({ id, misses = [] }, context) => {
  for (const { at, message } of missFaults(id, misses))
    context.addIssue({ code: 'custom', path: ['misses', at, 'part'], message });
});

/** What became of one source: outcome, counts, reason. */
export type SourceReport = z.infer<typeof sourceReportSchema>;

export const SNAPSHOT_SCHEMA = 'vigie/snapshot/1';

export const snapshotManifestSchema = z.object({
  schema: z.literal(SNAPSHOT_SCHEMA),
  vigie: z.string(),
  tenant: z.object({ id: z.string(), displayName: z.string(), defaultDomain: z.string() }),
  /** When the collection began: the date that ages of sign-ins are counted from. */
  collectedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** When later runs went on with a collection that broke off. */
  resumedAt: z.array(z.string()).optional(),
  /** It was imported from these files, and nothing was asked of the cloud. */
  imported: importedSchema.optional(),
  /** It is a pilot; left out where everybody was asked. */
  sample: sampleSchema.optional(),
  /** How this program signed in, in words, without identifiers of a secret. */
  credential: z.string(),
  /** Account attributes that were asked for; the others are null because nobody asked. */
  attributes: z.array(z.enum(ATTRIBUTES)),
  /** Groups that were asked for, as the config names them. */
  groups: z.array(z.string()),
  /** Ids of the service plans taken as giving a mailbox. */
  mailboxPlans: z.array(z.string()),
  /** Ids of Exchange service plans known to give no mailbox. */
  otherExchangePlans: z.array(z.string()),
  sources: z.array(sourceReportSchema).superRefine((sources, context) => {
    const ids = new Set<string>();
    for (const [index, { id, outcome, reason }] of sources.entries()) {
      const wrong = (key: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [index, key], message });
      if (ids.has(id)) wrong('id', `${id} is told of twice`);
      if (outcome !== 'complete' && reason === undefined)
        wrong('reason', `missing, though ${id} is ${outcome}`);
      ids.add(id);
    }
  }),
});

/** `snapshot/manifest.json`: what was asked of the cloud, when, and what came of it. */
export type SnapshotManifest = z.infer<typeof snapshotManifestSchema>;
