import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';

const LONG = 120_000;

let folder: string;
let audit: string;
let situation: Situation;
/** What was asked of Graph and Exchange, each once, by configuration. */
const asked: Record<string, readonly string[]> = {};
let collected: string;

async function configOf(name: string, choice: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `${await readFile(SHIPPED_CONFIG, 'utf8')}\nchecks: ${choice}\n`);
  return file;
}

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** As they were asked, without ids, tokens of pages and what a name is looked up by. */
function distinct(simulator: RunningSimulator, from: number): string[] {
  const paths = simulator.requests
    .slice(from)
    .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)
    .filter((path) => !/oauth2|openid|discovery|\/download/.test(path))
    .map((path) => path.replace(GUID, '{id}').replace(/(skiptoken|\$filter)=[^&]*/gi, '$1'));
  return [...new Set(paths)].sort();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-chosen-cli-'));
  const simulator = await startSimulator(await tenantToday({ mailboxes: 200, log: true }));
  const run = async (argv: readonly string[], config: string): Promise<string> => {
    const from = simulator.requests.length;
    const ended = await runAgainst(simulator, [...argv, '--quiet', '--config', config, '--out', folder]);
    expect(ended.exitCode, ended.stderr).toBe(0);
    asked[argv[0] ?? ''] = distinct(simulator, from);
    return ended.stdout.trimEnd();
  };
  try {
    const redirects = await configOf('redirects.yaml', '{ only: [mailbox-redirects] }');
    audit = await run(['audit', '--no-doctor', '--lang', 'en', '--formats', 'json,markdown'], redirects);
    const inactive = await configOf('inactive.yaml', '{ only: [inactive-mailboxes] }');
    collected = await run(['collect'], inactive);
  } finally {
    await simulator.close();
  }
  situation = situationSchema.parse(JSON.parse(await readFile(join(audit, 'situation.json'), 'utf8')));
}, LONG);

afterAll(() => rm(folder, { recursive: true, force: true }));

const vigie = (...argv: readonly string[]): Promise<EndedHere> =>
  runHere([...argv, '--lang', 'en'], { env: {}, cwd: folder });

test('nothing is asked but what the redirects need: no sign-in, no MFA, no report but that of the mailboxes', () => {
  expect(asked.audit).toMatchInlineSnapshot(`
    [
      "GET /v1.0/admin/reportSettings",
      "GET /v1.0/domains?$select=id,isVerified,isDefault,isInitial",
      "GET /v1.0/groups/{id}/transitiveMembers?$select=id&$top=999",
      "GET /v1.0/groups/{id}?$select=id,displayName,visibility",
      "GET /v1.0/groups?$filter&$select=id,visibility",
      "GET /v1.0/organization?$select=id,displayName,verifiedDomains",
      "GET /v1.0/reports/getMailboxUsageDetail(period='D180')",
      "GET /v1.0/subscribedSkus?$select=skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans",
      "GET /v1.0/users/$count",
      "GET /v1.0/users/{id}/mailFolders/inbox/messageRules?$select=displayName,isEnabled,hasError,isReadOnly,actions&$skiptoken",
      "GET /v1.0/users?$filter&$select=id,userPrincipalName,mail,proxyAddresses",
      "GET /v1.0/users?$select=id,accountEnabled,userType,createdDateTime,assignedPlans,userPrincipalName,displayName,jobTitle,companyName&$top=999",
      "POST /adminapi/beta/{id}/InvokeCommand",
      "POST /adminapi/beta/{id}/InvokeCommand?$select=ExternalDirectoryObjectId,UserPrincipalName,PrimarySmtpAddress,RecipientTypeDetails,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward",
      "POST /adminapi/beta/{id}/InvokeCommand?$select=ExternalEmailAddress,PrimarySmtpAddress,RecipientTypeDetails",
      "POST /adminapi/v2.0/{id}/AcceptedDomain",
      "POST /adminapi/v2.0/{id}/Mailbox?$select=ExternalDirectoryObjectId,UserPrincipalName,PrimarySmtpAddress,RecipientTypeDetails,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward",
      "POST /v1.0/$batch",
    ]
  `);
});

test('of unused mailboxes alone, rules are asked for their ids and mailboxes for their kind, and no licence is', async () => {
  expect(asked.collect?.filter((path) => /users\?|Mailbox|messageRules|batch/.test(path)))
    .toMatchInlineSnapshot(`
    [
      "GET /v1.0/reports/getMailboxUsageDetail(period='D180')",
      "GET /v1.0/users/{id}/mailFolders/inbox/messageRules?$select=id&$skiptoken",
      "GET /v1.0/users?$select=id,accountEnabled,userType,createdDateTime,assignedPlans,userPrincipalName,displayName,jobTitle,companyName&$top=999",
      "POST /adminapi/v2.0/{id}/Mailbox?$select=ExternalDirectoryObjectId,UserPrincipalName,PrimarySmtpAddress,RecipientTypeDetails",
      "POST /v1.0/$batch",
    ]
  `);
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  const table = (source: string): string =>
    `read_parquet(${pathLiteral(join(collected, 'snapshot', `${source}.parquet`))})`;
  try {
    const row = await db.row(
      `SELECT (SELECT sum(len(rules)) + count(*) FILTER (WHERE list_has_any(untoldRules, ['']) IS NOT TRUE AND outcome = 'rules')
           FROM ${table('inbox-rules')})::DOUBLE AS rules,
         (SELECT count(forwardingAddress) + count(forwardingSmtpAddress) + count(*) FILTER (WHERE forwardingReturned)
           FROM ${table('mailbox-forwarding')})::DOUBLE AS forwarding,
         (SELECT count(recipientType) > 0 FROM ${table('mailbox-forwarding')}) AS "hasKinds",
         (SELECT count(licences) FROM ${table('accounts')})::DOUBLE AS licences`,
      z.object({ rules: z.number(), forwarding: z.number(), hasKinds: z.boolean(), licences: z.number() }),
    );
    expect(row).toEqual({ rules: 0, forwarding: 0, hasKinds: true, licences: 0 });
  } finally {
    await db.close();
  }
});

test('an audit of one check has its figure alone, no gap for what the others need, and says how many were left out', async () => {
  expect(situation.indicators.map(({ id }) => id)).toEqual(['mailbox-redirects']);
  expect(situation.serviceUsage).toEqual([]);
  expect([situation.licences, situation.administrators, situation.termsOfUse]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const needed = new Set(situation.sources.filter(({ notNeeded }) => notNeeded !== true).map(({ id }) => id));
  expect(situation.gaps.map(({ source }) => source).filter((id) => !needed.has(id as never))).toEqual([]);
  const page = await readFile(join(audit, 'situation.en.md'), 'utf8');
  expect(page).toContain('13 checks were not examined, by choice of the configuration (checks.only).');
  expect(page).not.toMatch(/sources not read|Service usage: not assessable|multifactor[^.]*not assessable/i);
});

test('whoever reads the audit is told that a check was not chosen, and by which key', async () => {
  const list = await vigie('list', 'mfa-status', audit);
  expect([list.exitCode, list.stderr]).toEqual([
    2,
    expect.stringContaining(
      'mfa-status was not chosen: the configuration of this audit leaves it out (checks.only)',
    ),
  ]);
  const all = await vigie('list', audit);
  expect(all.stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(all.stderr).toContain(
    'Not examined, by choice of the configuration (checks.only): inactive-mailboxes, ',
  );
  const check = await vigie('check', audit, '--fail-on', 'mfa-status > 0');
  expect([check.exitCode, check.stdout]).toEqual([
    1,
    expect.stringContaining('leaves this check out, by checks.only'),
  ]);
  const verified = await vigie('verify', audit, '--recompute');
  expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
});

test('a check that there is not, two choices, and what could never be assessed are refused before anything is asked', async () => {
  const refused = async (choice: string, ...argv: readonly string[]): Promise<string> => {
    const config = await configOf('refused.yaml', choice);
    const ended = await vigie('audit', '--config', config, '--out', folder, ...argv);
    expect(ended.exitCode).toBe(2);
    return ended.stderr.replaceAll(folder, '').split('\n')[0] ?? '';
  };
  expect([
    await refused('{ only: [mailbox-redirect] }'),
    await refused('{ only: [mfa-status], without: [admin-mfa] }'),
    await refused('{ without: [mfa-status] }', '--fail-on', 'mfa-status > 0'),
    await refused('{ only: [mfa-status] }', '--only', 'sign-in-activity'),
  ]).toMatchInlineSnapshot(`
    [
      "vigie: /refused.yaml:41:18  checks.only[0]: there is no check "mailbox-redirect"; did you mean mailbox-redirects?",
      "vigie: /refused.yaml:41:31  checks.without: cannot stand beside checks.only, which leaves out what it does not name; keep one of the two",
      "vigie: --fail-on "mfa-status > 0": the configuration leaves mfa-status out (checks.without)",
      "vigie: --only sign-in-activity: no check that the configuration chooses needs it",
    ]
  `);
});

test('the permissions that are asked for are those of what the chosen checks need', async () => {
  const config = join(folder, 'inactive.yaml');
  const { stdout } = await vigie('permissions', '--format', 'json', '--config', config);
  const { least } = z.object({ least: z.object({ graph: z.array(z.string()) }) }).parse(JSON.parse(stdout));
  expect(least.graph).toMatchInlineSnapshot(`
    [
      "Domain.Read.All",
      "GroupMember.Read.All",
      "LicenseAssignment.Read.All",
      "MailboxSettings.Read",
      "Organization.Read.All",
      "ReportSettings.Read.All",
      "Reports.Read.All",
      "User.Read.All",
    ]
  `);
  const script = await vigie('setup', '--print', 'az', '--config', config);
  expect(script.stdout).not.toMatch(/AuditLog|Policy\.Read|RoleManagement|Agreement/);
});
