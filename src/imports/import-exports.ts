import type { Attribute } from '../attributes.ts';
import { writeTenantTable } from '../collectors/tenant/tenant-table.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import type { ImportedFile } from '../snapshot/imported.ts';
import { mailboxPlans } from '../snapshot/mailbox-plans.ts';
import { SNAPSHOT_SCHEMA, type SnapshotManifest, type SourceReport } from '../snapshot/manifest.ts';
import type { SnapshotStore } from '../snapshot/snapshot-store.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import type { ImportContext, WriteExports, Written } from './import-context.ts';
import { writeRules } from './inbox-rules/write-rules.ts';
import { writeMailFlow } from './mail-flow/write-mail-flow.ts';
import { writeMailboxes } from './mailboxes/write-mailboxes.ts';
import { writeRegistrations } from './mfa-registrations/write-registrations.ts';
import type { ScannedExport } from './scan-export.ts';
import { writeReportOf } from './usage-reports/write-report.ts';
import { writeUsers } from './users/write-users.ts';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import { pathsOf } from './paths-of.ts';

/** Whose exports they are, as the command line tells: no export does. */
export interface ImportedTenant {
  readonly id: string;
  readonly displayName: string;
  /** The default one first, in lower case. */
  readonly domains: readonly string[];
}

export interface ImportOptions {
  readonly store: SnapshotStore;
  readonly tenant: ImportedTenant;
  readonly files: readonly ScannedExport[];
  /** False: no display name of a person is kept. */
  readonly names: boolean;
  readonly vigie: string;
  readonly importedAt: Date;
  readonly now: () => Date;
  readonly onSource: (report: SourceReport) => void;
}

/** In this order: names are looked up among the accounts, then among the mailboxes. */
const WRITERS: readonly (readonly [SourceId, WriteExports])[] = [
  ['accounts', writeUsers],
  ['mailbox-forwarding', writeMailboxes],
  ['mail-activity', writeReportOf('mail-activity')],
  ['mailbox-usage', writeReportOf('mailbox-usage')],
  ['service-activity', writeReportOf('service-activity')],
  ['onedrive-activity', writeReportOf('onedrive-activity')],
  ['sharepoint-activity', writeReportOf('sharepoint-activity')],
  ['forms-activity', writeReportOf('forms-activity')],
  ['service-counts', writeReportOf('service-counts')],
  ['inbox-rules', writeRules],
  ['mail-flow', writeMailFlow],
  ['mfa-registrations', writeRegistrations],
];

/** Refuses exports of which nothing can be made together. Throws `KnownError` (usage). */
export function requireUsers(files: readonly ScannedExport[]): void {
  if (files.some(({ kind }) => kind.id === 'users')) return;
  throw new KnownError('usage', TROUBLE_WORDS.usersMissing, { nextSteps: [TROUBLE_WORDS.downloadUsers] });
}

/** One file that was named twice, or copied, tells one thing. */
export function withoutCopies(files: readonly ScannedExport[]): {
  files: ScannedExport[];
  copies: ScannedExport[];
} {
  const seen = new Set<string>();
  const [own, copies]: [ScannedExport[], ScannedExport[]] = [[], []];
  for (const file of files) {
    (seen.has(file.facts.sha256) ? copies : own).push(file);
    seen.add(file.facts.sha256);
  }
  return { files: own, copies };
}

/**
 * Turns exports into a sealed snapshot, as a collection would have left it. What no export tells is skipped, with that as its reason.
 *
 * @throws KnownError `usage` for exports that cannot be joined, `local` for trouble with the disk
 */
export async function importExports(options: ImportOptions): Promise<SnapshotManifest> {
  const { store, tenant, files } = options;
  const written = new Map<SourceId, Written>();
  let mailboxPages: string | null = null;
  const tenantReport = await writeTenant(options);
  options.onSource(tenantReport);
  for (const [source, write] of WRITERS) {
    const own = files.filter(({ kind }) => kind.source === source);
    if (own.length === 0) continue;
    const context: ImportContext = { store, ownDomains: tenant.domains, names: options.names, mailboxPages };
    const one = await explained(own, () => write(context, own));
    mailboxPages = one.mailboxPages ?? mailboxPages;
    written.set(source, one);
    options.onSource({ id: source, ...one.report });
  }
  const { giving, others } = mailboxPlans([], []);
  const manifest: SnapshotManifest = {
    schema: SNAPSHOT_SCHEMA,
    vigie: options.vigie,
    tenant: { id: tenant.id, displayName: tenant.displayName, defaultDomain: tenant.domains[0] ?? tenant.id },
    collectedAt: toSeconds(options.importedAt),
    endedAt: toSeconds(options.now()),
    imported: { files: files.map((file) => factsOf(file, written)) },
    credential: 'exports, without a sign-in',
    attributes: attributesOf(written),
    groups: [],
    mailboxPlans: giving,
    otherExchangePlans: others,
    sources: SOURCE_IDS.map((id) => (id === 'tenant' ? tenantReport : reportOf(id, written.get(id)))),
  };
  await store.finish(manifest);
  return manifest;
}

/** What the parsers of collections refuse is told as what it is here: a file that cannot be used. */
async function explained(files: readonly ScannedExport[], write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const words = worded(TROUBLE_WORDS.cannotBeUsed, { files: pathsOf(files), why: wordsOf(error) });
    throw new KnownError('usage', words, { nextSteps: [TROUBLE_WORDS.exportAgain], cause: error });
  }
}

async function writeTenant({ store, tenant }: ImportOptions): Promise<SourceReport> {
  await writeTenantTable(store, {
    tenantId: tenant.id,
    displayName: tenant.displayName,
    domains: tenant.domains.map((name, at) => ({
      ...{ name, isVerified: true, isDefault: at === 0, isInitial: name.endsWith('.onmicrosoft.com') },
    })),
    servicePlans: [],
    skus: null,
    namesConcealed: null,
  });
  // Whose it is was told; whether names are concealed, the reports show.
  const why = { reason: 'not-exported', detail: 'Microsoft Graph' } as const;
  return {
    ...{ id: 'tenant', outcome: 'partial', read: 3, expected: 4, ...why },
    misses: [{ part: 'subscribed-skus', ...why }],
  };
}

function reportOf(id: SourceId, written: Written | undefined): SourceReport {
  if (written !== undefined) return { id, ...written.report };
  return { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-exported' };
}

function factsOf({ path, facts }: ScannedExport, written: ReadonlyMap<SourceId, Written>): ImportedFile {
  return { ...facts, unmatched: written.get(facts.source)?.unmatched?.get(path) ?? 0 };
}

function attributesOf(written: ReadonlyMap<SourceId, Written>): Attribute[] {
  return [...(written.get('accounts')?.attributes ?? [])];
}

function toSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
