import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { attributesOf, groupsOf } from '../config/needs.ts';
import { auditsUnder } from './audit-folder.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence, pathExists } from '../disk/path-exists.ts';
import type { NotNeeded } from '../snapshot/leavable-fields.ts';
import { mailboxPlans } from '../snapshot/mailbox-plans.ts';
import { sourceReportSchema } from '../snapshot/manifest.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { contentWithDigest, textWithDigest } from '../evidence/digest.ts';
import { ATTRIBUTES } from '../attributes.ts';
import { tenantFactsSchema } from '../collectors/tenant/tenant-facts.ts';
import { type TenantReading } from '../collectors/tenant/tenant.ts';
import { KnownError } from '../errors.ts';
import { told, trouble } from './trouble.ts';

const SCHEMA = 'vigie/unfinished/2';

/** What a tenant of thousands of domains and plans tells of itself takes a tenth of it. */
const MOST_BYTES = 16 * 1_024 * 1_024;

/** What is asked for because of the configuration; a collection that goes on must ask for the same. */
const askedSchema = z.object({
  attributes: z.array(z.enum(ATTRIBUTES)),
  groups: z.array(z.string()),
  mailboxPlans: z.array(z.string()),
  /** Sources and fields that are left out, as no check that was chosen needs them. */
  checks: z.array(z.string()).default([]),
});

const beginningSchema = z.object({
  schema: z.literal(SCHEMA),
  /** The tenant as the credential names it (id or domain); null where it does not. */
  signInTenant: z.string().nullable(),
  cloud: z.string(),
  collectedAt: z.iso.datetime(),
  /** When later runs went on with it. */
  resumedAt: z.array(z.iso.datetime()),
  tenant: z.object({ facts: tenantFactsSchema, report: sourceReportSchema }),
  asked: askedSchema,
  /** It asks only for sources that stand alone, and for no accounts. */
  standsAlone: z.boolean().default(false),
  /** So many accounts are asked, as a pilot; null where all are. */
  sample: z.int().positive().nullable().default(null),
});

/** What a collection began with: `.unfinished.json`, there until all that was asked for is written. */
export type Beginning = z.infer<typeof beginningSchema>;

export type Identity = Pick<Beginning, 'signInTenant' | 'cloud'>;

/** An audit that was begun and not brought to its end. */
export interface Unfinished {
  readonly auditFolder: string;
  readonly beginning: Beginning;
  /** Its snapshot is sealed: only the assessment or the reports are missing. */
  readonly isCollected: boolean;
}

/** What decides what is asked of the tenant. */
export interface Questions {
  readonly config: Config;
  readonly notNeeded: NotNeeded;
}

export function beginningOf(
  identity: Identity,
  tenant: TenantReading,
  questions: Questions,
  collectedAt: Date,
  { standsAlone, sample }: Pick<Beginning, 'standsAlone' | 'sample'>,
): Beginning {
  const { facts, report } = tenant;
  return {
    schema: SCHEMA,
    ...identity,
    collectedAt: collectedAt.toISOString(),
    resumedAt: [],
    tenant: { facts, report },
    asked: askedBy(questions, tenant),
    standsAlone,
    sample,
  };
}

/** Throws `KnownError` (local). */
export async function writeBeginning(auditFolder: string, beginning: Beginning): Promise<void> {
  await writePrivateFile(auditPaths.beginning(auditFolder), textWithDigest(beginning));
}

/** The audit is brought to its end: nothing is left to resume. */
export async function removeBeginning(auditFolder: string): Promise<void> {
  await rm(auditPaths.beginning(auditFolder), { force: true });
}

/** The unfinished audits of this identity's tenant under `out`, newest first; illegible ones are not among them. */
export async function unfinishedAudits(out: string, identity: Identity): Promise<Unfinished[]> {
  const found: Unfinished[] = [];
  for (const auditFolder of await auditsUnder(out, auditPaths.beginning)) {
    const beginning = await readBeginning(auditFolder);
    if (beginning === null || !isOf(beginning, identity)) continue;
    const isCollected = await pathExists(auditPaths.snapshotManifest(auditFolder));
    found.push({ auditFolder, beginning, isCollected });
  }
  return found;
}

/** Null where it is not as it was written, or of another version. */
async function readBeginning(auditFolder: string): Promise<Beginning | null> {
  try {
    const text = await readPlainFile(auditPaths.beginning(auditFolder), MOST_BYTES);
    return beginningSchema.safeParse(contentWithDigest(text)).data ?? null;
  } catch (error) {
    // Another run may just have brought it to its end.
    if (error instanceof KnownError || isAbsence(error)) return null;
    throw error;
  }
}

function isOf({ cloud, signInTenant, tenant }: Beginning, identity: Identity): boolean {
  if (cloud !== identity.cloud) return false;
  const wanted = identity.signInTenant?.toLowerCase();
  // Nobody knows whose it would be.
  if (wanted === undefined) return false;
  const { tenantId, domains } = tenant.facts;
  const names = [signInTenant ?? '', tenantId, ...domains.map(({ name }) => name)];
  return names.some((name) => name.toLowerCase() === wanted);
}

/** Refuses to go on under a configuration that asks for something else: `KnownError` (usage). */
export function requireSameQuestions({ auditFolder, beginning }: Unfinished, questions: Questions): void {
  if (beginning.standsAlone) return;
  const before = beginning.asked;
  const now = askedBy(questions, beginning.tenant);
  const names = ['attributes', 'groups', 'mailboxPlans', 'checks'] as const;
  const changed = names.filter((name) => before[name].join('\n') !== now[name].join('\n'));
  if (changed.length === 0) return;
  throw trouble('usage', 'otherConfiguration', { audit: auditFolder, changed: changed.join(', ') }, [
    told('sameConfiguration'),
  ]);
}

function askedBy(
  { config, notNeeded }: Questions,
  { facts }: Pick<TenantReading, 'facts'>,
): Beginning['asked'] {
  return {
    attributes: attributesOf(config),
    groups: groupsOf(config),
    mailboxPlans: [...mailboxPlans(facts.servicePlans, config.mailboxPlans).giving],
    checks: [...notNeeded.sources, ...notNeeded.fields],
  };
}
