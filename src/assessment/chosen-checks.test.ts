import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKS } from '../checks/catalogue.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Config } from '../config/config.ts';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import { snapshotManifestSchema, type SourceReport } from '../snapshot/manifest.ts';
import { leftOutOf, type LeavableField, type NotNeeded } from '../snapshot/leavable-fields.ts';
import type { Situation } from '../situation/situation.ts';
import { auditHere } from '../testing/audit-here.ts';
import { SHIPPED_CONFIG } from '../testing/simulated-audit.ts';
import { assess } from './assess.ts';
import { needsOf, notNeededBy } from './rests-on/needs.ts';

const LONG = 120_000;

let folder: string;
let audit: string;
let config: Config;
let whole: Situation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-chosen-'));
  const made = await auditHere({
    tenant: { mailboxes: 200 },
    out: join(folder, 'reports'),
    argv: ['--formats', 'json', '--quiet'],
  });
  audit = made.auditFolder;
  config = (await loadConfig({ file: SHIPPED_CONFIG, cwd: folder, overrides: {} })).config;
  whole = await assessed(audit, config);
}, LONG);

afterAll(() => rm(folder, { recursive: true, force: true }));

function assessed(auditFolder: string, by: Config): Promise<Situation> {
  return assess({ auditFolder, config: by, configFolder: folder, language: 'fr', vigie: '0.0.0' });
}

/** What a collection keeps where a field is left out: nothing, or that it was not told. */
const LEFT_OUT: Readonly<Record<LeavableField, string>> = {
  'accounts/licences': 'CAST(NULL AS VARCHAR[]) AS licences',
  'inbox-rules/rules': `rules[1:0] AS rules, CASE WHEN outcome = 'rules' THEN [''] ELSE [] END AS untoldRules`,
  'mailbox-forwarding/forwarding':
    'false AS forwardingReturned, CAST(NULL AS VARCHAR) AS forwardingAddress, CAST(NULL AS VARCHAR) AS forwardingSmtpAddress, CAST(NULL AS BOOLEAN) AS deliverToMailboxAndForward',
  'mfa-registrations/methods': 'CAST(NULL AS VARCHAR[]) AS methods',
};

/** The snapshot of an audit, as it is where these were not asked. */
async function without(notNeeded: NotNeeded): Promise<string> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  await cp(join(audit, 'snapshot'), join(copy, 'snapshot'), { recursive: true });
  const file = join(copy, 'snapshot', 'manifest.json');
  const manifest = snapshotManifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  const sources: SourceReport[] = [];
  for (const report of manifest.sources) {
    const table = join(copy, 'snapshot', `${report.id}.parquet`);
    const leftOut = leftOutOf(notNeeded, report.id);
    if (notNeeded.sources.has(report.id)) await rm(table, { force: true });
    else if (leftOut.length > 0) {
      const replaced = leftOut.map((field) => LEFT_OUT[field]).join(', ');
      await db.run(`COPY (SELECT * REPLACE (${replaced}) FROM read_parquet(${pathLiteral(table)}))
        TO ${pathLiteral(`${table}.new`)} (FORMAT parquet)`);
      await rename(`${table}.new`, table);
    }
    const { id } = report;
    sources.push(
      notNeeded.sources.has(id)
        ? { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-read', lacks: { kind: 'not-needed' } }
        : { ...report, ...(leftOut.length === 0 ? {} : { leftOut }) },
    );
  }
  await db.close();
  await writeFile(file, JSON.stringify({ ...manifest, sources }));
  return copy;
}

async function chosenAlone(id: string): Promise<{ copy: string; situation: Situation }> {
  const only: Config = { ...config, checks: { only: [id] } };
  const needs = await needsOf(only, []);
  if (needs === null) throw new Error('nothing is left out');
  const copy = await without(notNeededBy(needs));
  return { copy, situation: await assessed(copy, only) };
}

test.each(CHECKS.map(({ id }) => id))(
  '%s chosen alone tells what it tells among all checks, to the unit, of what it needs and of nothing else',
  async (id) => {
    const { situation } = await chosenAlone(id);
    const of = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
      list.filter((one) => one.id === id);
    expect(situation.indicators).toEqual(of(whole.indicators));
    expect(situation.checks).toEqual(of(whole.checks));
    expect(situation.population).toEqual(whole.population);
    const totals = ({ enrolments }: Situation): unknown[] =>
      enrolments.map((one) => ({ ...one, unusedMailbox: undefined }));
    expect(totals(situation)).toEqual(totals(whole));
    expect(situation.gaps.filter(({ rank }) => rank === 'repair')).toEqual(
      whole.gaps.filter(
        ({ rank, source }) =>
          rank === 'repair' && situation.gaps.some((gap) => gap.source === source && gap.rank === 'repair'),
      ),
    );
    const missed = situation.sources.filter(
      ({ outcome, notNeeded }) => outcome === 'skipped' && notNeeded !== true,
    );
    expect(missed.map((source) => source.id)).toEqual(id === 'terms-of-use' ? ['terms-of-use'] : []);
    expect(situation.parameters.notChosen?.checks.map((one) => one.id)).toEqual(
      CHECKS.map((one) => one.id).filter((one) => one !== id),
    );
  },
  LONG,
);

test(
  'what was left out by a choice and is judged later is not known, never none, and the collection is asked for again',
  async () => {
    const { copy } = await chosenAlone('inactive-mailboxes');
    const later = await assessed(copy, config);
    const redirects = later.indicators.find(({ id }) => id === 'mailbox-redirects');
    const before = whole.indicators.find(({ id }) => id === 'mailbox-redirects');
    expect(redirects).toMatchObject({ count: 0, lowerBound: true });
    expect(redirects?.undetermined).toBeGreaterThanOrEqual(before?.count ?? Infinity);
    const toRepair = later.gaps.filter(
      ({ rank, words }) => rank === 'repair' && /checks? .*(chosen)/.test(words.what.en),
    );
    expect(toRepair.map(({ source, words }) => `${source} ${words.remedy.en}`)).toMatchInlineSnapshot(`
      [
        "accounts Collect again with this config.",
        "sign-in-activity Collect again with this config.",
        "service-activity Collect again with this config.",
        "onedrive-activity Collect again with this config.",
        "sharepoint-activity Collect again with this config.",
        "forms-activity Collect again with this config.",
        "service-counts Collect again with this config.",
        "inbox-rules Collect again with this config.",
        "mailbox-forwarding Collect again with this config.",
        "mail-flow Collect again with this config.",
        "mfa-registrations Collect again with this config.",
        "mfa-policies Collect again with this config.",
        "role-assignments Collect again with this config.",
        "per-user-mfa Collect again with this config.",
      ]
    `);
    const notAssessable = later.indicators.filter(
      ({ population, examined }) => population > 0 && examined === 0,
    );
    expect(notAssessable.map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "mfa-status",
        "mfa-enforcement",
        "admin-mfa",
        "inactive-sign-ins",
        "terms-of-use",
        "external-sharing",
        "unused-licences",
        "service-usage",
      ]
    `);
  },
  LONG,
);
