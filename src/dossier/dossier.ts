import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { createEnforcement } from '../enforcement/create-enforcement.ts';
import { knowledgeOf } from '../enforcement/knowledge.ts';
import { mailboxPlans } from '../snapshot/mailbox-plans.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { accountRows, accountSlice } from './account-rows.ts';
import { reportedAccounts, reportRows } from './report-rows.ts';
import { areServicesKnown, groupsKnown } from './groups-known.ts';
import { areMailboxesListed } from './mailbox-list.ts';
import { setTermsVariables } from './terms-variables.ts';
import { createRedirects } from './redirects/redirects.ts';
import { perSlice, sliced, slicedByName, type Scratch } from './slices.ts';
import { areEligibleRolesRead, isUsable, type ReportDates } from './source-use.ts';

export interface DossierOptions {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly dates: ReportDates;
  /** Private folder for intermediate files; they live as long as the dossier. */
  readonly folder: string;
  /** Accounts worked on at once. */
  readonly accountsPerSlice: number;
}

/**
 * Makes `dossier`: one row per account, everything the snapshot knows of it. First the usage reports are given the id of
 * the account whose name they bear, then every source is joined on that id; each slice by slice, with one
 * aggregate and one join at a time, so that memory stays flat at any size. Needs the snapshot's views and `placed_accounts`.
 */
export async function createDossier(db: DuckDb, options: DossierOptions): Promise<void> {
  const { manifest, config } = options;
  await setVariables(db, options);
  await createRedirects(db, manifest, config.domains);
  await createEnforcement(db, knowledgeOf(manifest));
  await createMacros(db);
  await setTermsVariables(db, manifest);
  const { accounts } = await db.row(
    `SELECT count(*)::DOUBLE AS accounts FROM accounts`,
    z.object({ accounts: z.number() }),
  );
  const scratch = {
    folder: options.folder,
    slices: Math.max(1, Math.ceil(accounts / options.accountsPerSlice)),
  };
  await joinReports(db, scratch, manifest);
  await joinSources(db, scratch, manifest);
}

async function joinReports(db: DuckDb, scratch: Scratch, manifest: SnapshotManifest): Promise<void> {
  const names = await sliced(
    db,
    scratch,
    'account_names',
    `SELECT accountId, lower(userPrincipalName) AS name FROM accounts`,
    'name',
  );
  const rows = await slicedByName(db, scratch, 'report_rows', reportRows(manifest), 'name');
  await perSlice(db, scratch, 'reported', (index) => reportedAccounts(names.slice(index), rows.slice(index)));
}

async function joinSources(db: DuckDb, scratch: Scratch, manifest: SnapshotManifest): Promise<void> {
  const { accounts, facts } = accountRows(manifest);
  const accountSlices = await sliced(db, scratch, 'account_rows', accounts, 'accountId');
  const factSlices = await slicedByName(db, scratch, 'fact_rows', facts, 'accountId');
  await perSlice(db, scratch, 'dossier', (index) =>
    accountSlice(accountSlices.slice(index), factSlices.slice(index)),
  );
}

async function setVariables(db: DuckDb, options: DossierOptions): Promise<void> {
  const { manifest, config, dates } = options;
  await db.setVariable('inactiveAfterDays', config.inactiveAfterDays);
  await db.setVariable(
    'usableSources',
    SOURCE_IDS.filter((id) => isUsable(manifest, id)),
  );
  await db.setVariable('collectedOn', dates.collectedOn);
  await db.setVariable('mailReportOn', dates.mailReportOn);
  await db.setVariable('serviceReportOn', dates.serviceReportOn);
  await db.setVariable(
    'enrolmentIds',
    config.enrolments.map(({ id }) => id),
  );
  await db.setVariable(
    'enrolmentGroups',
    config.enrolments.map(({ group }) => group),
  );
  await db.setVariable(
    'enrolmentsKnown',
    groupsKnown(
      manifest,
      config.enrolments.map(({ group }) => group),
    ),
  );
  await db.setVariable('servicesKnown', areServicesKnown(manifest, config));
  await db.setVariable('mailboxesListed', await areMailboxesListed(db, manifest));
  await db.setVariable('eligibleRolesRead', areEligibleRolesRead(manifest));
  await db.setVariable('inboxRulesRead', isUsable(manifest, 'inbox-rules'));
  const servicePlans = await db.rows(
    `SELECT p.id AS id, p.name AS name FROM (SELECT unnest(servicePlans) AS p FROM tenant)
     WHERE p.id IS NOT NULL AND p.name IS NOT NULL`,
    z.object({ id: z.string(), name: z.string() }),
  );
  // What the config or this version knows since the collection counts too.
  const known = mailboxPlans(servicePlans, config.mailboxPlans);
  const giving = lowerSet([...manifest.mailboxPlans, ...known.giving]);
  await db.setVariable('mailboxPlans', giving);
  await db.setVariable('knownPlans', lowerSet([...giving, ...manifest.otherExchangePlans, ...known.others]));
}

function lowerSet(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

async function createMacros(db: DuckDb): Promise<void> {
  // Graph writes “never” as the year 1 too.
  await db.run(
    `CREATE OR REPLACE MACRO known_day(x) AS CASE WHEN x::DATE > DATE '0001-12-31' THEN x::DATE END`,
  );
  await db.run(
    `CREATE OR REPLACE MACRO days_until(x, name) AS date_diff('day', x, getvariable(name)::DATE)::INTEGER`,
  );
  await db.run(`CREATE OR REPLACE MACRO mailbox_kind(x) AS CASE
    WHEN trimmed(x) = '' THEN NULL
    WHEN regexp_replace(lower(trimmed(x)), ' ?mailbox$', '') IN ('user', 'shared', 'room', 'equipment')
      THEN regexp_replace(lower(trimmed(x)), ' ?mailbox$', '')
    ELSE 'other' END`);
  // Of several rows, the value of the latest day; on one day the greatest, so that it is always the same one.
  await db.run(`CREATE OR REPLACE MACRO latest_number(value, day) AS
    arg_max(value, (coalesce(day, DATE '0001-01-01') - DATE '0001-01-01') * 4294967296 + value)`);
  await db.run(`CREATE OR REPLACE MACRO latest_text(value, day) AS
    arg_max(value, concat(coalesce(day, DATE '0001-01-01')::VARCHAR, value))`);
}
