import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import { knowledgeOf } from '../enforcement/knowledge.ts';
import { mailboxPlans } from '../snapshot/mailbox-plans.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { areServicesKnown, groupsKnown } from './groups-known.ts';
import { mailFlowParts } from './mail-flow-parts.ts';
import { areMailboxesListed } from './mailbox-list.ts';
import { isForwardingTold } from './redirects/forwarding-told.ts';
import { areEligibleRolesRead, isUsable, type ReportDates } from './source-use.ts';

/** What `known()` holds beside the dossier's columns: DuckDB's type of each field, and the source that a field itself tells of. */
export const KNOWN_FIELDS = {
  /** The sources whose rows can be used; `is_read(source)` looks there. */
  read: { type: 'VARCHAR[]' },
  inactiveAfterDays: { type: 'INTEGER' },
  /** Of the collection, and the Report Refresh Date of the two reports that ages are counted from. */
  collectedOn: { type: 'DATE' },
  mailReportOn: { type: 'DATE' },
  serviceReportOn: { type: 'DATE' },
  /** Ids of plans, in lower case: those that give a mailbox, and all of which Vigie knows whether they do. */
  mailboxPlans: { type: 'VARCHAR[]' },
  knownPlans: { type: 'VARCHAR[]' },
  /** Plans were asked for: no export tells them, so that in an import the lists of mailboxes decide alone. */
  plansAsked: { type: 'BOOLEAN' },
  /** Attributes of the directory that were asked for; where they were not, NULL is no answer. */
  displayNameAsked: { type: 'BOOLEAN' },
  mailAsked: { type: 'BOOLEAN' },
  /** An account that no list of mailboxes names has none. */
  mailboxesListed: { type: 'BOOLEAN', source: 'mailbox-usage' },
  /** The enrolments of the config, and whether the members of all their groups were read. */
  enrolments: { type: 'STRUCT(id VARCHAR, "group" VARCHAR)[]' },
  enrolmentsKnown: { type: 'BOOLEAN', source: 'group-members' },
  /** The members of every group that makes a category of service accounts were read. */
  servicesKnown: { type: 'BOOLEAN', source: 'group-members' },
  eligibleRolesRead: { type: 'BOOLEAN', source: 'role-assignments' },
  /** Somebody in the tenant has a successful sign-in on record. */
  signInSuccessTold: { type: 'BOOLEAN', source: 'sign-in-activity' },
  /** Of a pilot whose mailboxes were asked by a sample: what the others hold is not known, whatever became of the sample. */
  rulesOfSample: { type: 'BOOLEAN', source: 'inbox-rules' },
  /** `mailbox-forwarding` told of forwarding, and not only of kinds. */
  forwardingTold: { type: 'BOOLEAN', source: 'mailbox-forwarding' },
  mailFlowRead: { type: 'BOOLEAN', source: 'mail-flow' },
  transportRulesRead: { type: 'BOOLEAN', source: 'mail-flow' },
  /** What stops a redirect was read: outbound policies and remote domains. */
  effectKnown: { type: 'BOOLEAN', source: 'mail-flow' },
  mfaPoliciesRead: { type: 'BOOLEAN', source: 'mfa-policies' },
  /** Whether the security defaults are on is known. */
  securityDefaultsTold: { type: 'BOOLEAN', source: 'mfa-policies' },
  /** By label, NULL where terms of use were not read. */
  termsAgreements: {
    type: 'STRUCT(id VARCHAR, "label" VARCHAR, isRead BOOLEAN)[]',
    source: 'terms-of-use',
  },
  termsAllKnown: { type: 'BOOLEAN', source: 'terms-of-use' },
  /** The time that acceptances have expired by. */
  termsReadAt: { type: 'TIMESTAMP', source: 'terms-of-use' },
} as const satisfies Record<string, { readonly type: string; readonly source?: SourceId }>;

export interface KnownOptions {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly dates: ReportDates;
}

/**
 * Sets what is known of the snapshot and the config as one constant, and the macros that read it: `known()`, a struct of
 * `KNOWN_FIELDS`, and `is_read(source)`. Needs the snapshot's views, the macros of `placeAccounts` and `createEnforcement`.
 */
export async function setKnown(db: DuckDb, options: KnownOptions): Promise<void> {
  const values = await knownValues(db, options);
  const fields = Object.entries(KNOWN_FIELDS).map(
    ([name, { type }]) => `${literal(name)}: (${values[name as keyof typeof KNOWN_FIELDS]})::${type}`,
  );
  await db.run(`SET VARIABLE known = (SELECT {${fields.join(',\n  ')}})`);
  await createKnownMacros(db);
}

/** The macros alone: what parses a check's SQL needs them, and no snapshot. */
export async function createKnownMacros(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE MACRO known() AS getvariable('known')`);
  await db.run(
    `CREATE OR REPLACE MACRO is_read(source) AS list_contains(getvariable('known')."read", source)`,
  );
}

async function knownValues(
  db: DuckDb,
  { manifest, config, dates }: KnownOptions,
): Promise<Record<keyof typeof KNOWN_FIELDS, string>> {
  const parts = await mailFlowParts(db, manifest);
  const plans = await plansKnown(db, manifest, config);
  const termsWhole = sourceReport(manifest, 'terms-of-use').outcome === 'complete';
  const groups = config.enrolments.map(({ group }) => group);
  return {
    read: listOf(SOURCE_IDS.filter((id) => isUsable(manifest, id))),
    inactiveAfterDays: String(config.inactiveAfterDays),
    collectedOn: literal(dates.collectedOn),
    mailReportOn: literal(dates.mailReportOn),
    serviceReportOn: literal(dates.serviceReportOn),
    mailboxPlans: listOf(plans.giving),
    knownPlans: listOf(plans.known),
    plansAsked: String(manifest.imported === undefined),
    displayNameAsked: String(manifest.attributes.includes('displayName')),
    mailAsked: String(manifest.attributes.includes('mail')),
    mailboxesListed: String(await areMailboxesListed(db, manifest)),
    enrolments: `[${config.enrolments.map(({ id, group }) => `{'id': ${literal(id)}, 'group': ${literal(group)}}`).join(', ')}]`,
    enrolmentsKnown: String(groupsKnown(manifest, groups)),
    servicesKnown: String(areServicesKnown(manifest, config)),
    eligibleRolesRead: String(areEligibleRolesRead(manifest)),
    // Of a few accounts, that none has a success says nothing of the tenant.
    signInSuccessTold:
      manifest.sample === undefined
        ? `SELECT coalesce(bool_or(lastSuccessfulSignInAt >= TIMESTAMP '0002-01-01'), false) FROM "sign-in-activity"`
        : 'true',
    rulesOfSample: String(areRulesOfSample(manifest)),
    forwardingTold: String(await isForwardingTold(db, manifest)),
    mailFlowRead: String(isUsable(manifest, 'mail-flow')),
    transportRulesRead: String(parts.has('transport-rule')),
    effectKnown: String(parts.has('outbound-policy') && parts.has('remote-domain')),
    mfaPoliciesRead: String(knowledgeOf(manifest).policies),
    securityDefaultsTold: `SELECT coalesce(getvariable('mfaDefaults') <> 'unknown', false)`,
    termsAgreements: isUsable(manifest, 'terms-of-use') ? agreements(termsWhole) : 'NULL',
    termsAllKnown: String(termsWhole),
    termsReadAt: literal(termsReadAt(manifest)),
  };
}

function areRulesOfSample(manifest: SnapshotManifest): boolean {
  return manifest.sample !== undefined && sourceReport(manifest, 'inbox-rules').outcome !== 'skipped';
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

/** Without the zone, which a TIMESTAMP has none of. */
function termsReadAt(manifest: SnapshotManifest): string {
  const { startedAt } = sourceReport(manifest, 'terms-of-use');
  return new Date(startedAt ?? manifest.collectedAt).toISOString().replace('Z', '');
}

/**
 * The tenant's agreements. A label is the name, with the id where two bear it. Who has not answered an agreement whose answers
 * were not read to their end is not known: each has a row without an account once they were.
 */
function agreements(isWhole: boolean): string {
  return `SELECT coalesce(list({'id': id, 'label': "label", 'isRead': isRead} ORDER BY "label", id), []) FROM (
      SELECT id, isRead, CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN concat(name, ' (', id, ')') ELSE name END AS "label"
      FROM (SELECT agreementId AS id, coalesce(max(agreementName), agreementId) AS name,
          ${isWhole ? 'true' : 'bool_or(accountId IS NULL)'} AS isRead
        FROM "terms-of-use" GROUP BY agreementId))`;
}

/** What the config or this version knows since the collection counts too. */
async function plansKnown(
  db: DuckDb,
  manifest: SnapshotManifest,
  config: Config,
): Promise<{ giving: string[]; known: string[] }> {
  const servicePlans = await db.rows(
    `SELECT p.id AS id, p.name AS name FROM (SELECT unnest(servicePlans) AS p FROM tenant)
     WHERE p.id IS NOT NULL AND p.name IS NOT NULL`,
    z.object({ id: z.string(), name: z.string() }),
  );
  const known = mailboxPlans(servicePlans, config.mailboxPlans);
  const giving = lowerSet([...manifest.mailboxPlans, ...known.giving]);
  return { giving, known: lowerSet([...giving, ...manifest.otherExchangePlans, ...known.others]) };
}

function lowerSet(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
