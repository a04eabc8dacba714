import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vouchFor } from '../evidence/vouch-for.ts';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runHere } from '../testing/run-here.ts';
import { runProgram } from '../testing/run-program.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';

let folder: string;
let simulator: RunningSimulator;
/** A good audit, to be copied and damaged. */
let audit: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-bad-input-'));
  simulator = await startSimulator(await tenantToday({ mailboxes: 200, log: true }));
  const out = join(folder, 'good');
  const { exitCode, stdout, stderr } = await runProgram(
    ['audit', '--no-doctor', '--quiet', '--out', out, '--config', SHIPPED_CONFIG],
    {
      env: simulator.environment,
    },
  );
  expect(exitCode, stderr).toBe(0);
  audit = stdout.trimEnd();
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

interface Attempt {
  /** Files of the folder that the command runs in; `audit/` is the good audit when `damage` is given. */
  readonly files?: Readonly<Record<string, string>>;
  readonly damage?: (copy: string) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
}

let attempts = 0;

/** Runs a command line in a folder of its own; gives its exit code, its messages, and whether that folder changed. */
async function attempt(line: string, { files = {}, damage, env }: Attempt = {}): Promise<unknown[]> {
  attempts += 1;
  const cwd = join(folder, String(attempts));
  await mkdir(cwd);
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  if (damage !== undefined) {
    await cp(audit, join(cwd, 'audit'), { recursive: true });
    await damage(join(cwd, 'audit'));
  }
  const before = await contents(cwd);
  // What the network has to do with needs the environment of a process; the rest runs in this one.
  const argv = line.split(' ');
  const ended = env === undefined ? runHere(argv, { cwd, env: {} }) : runProgram(argv, { cwd, env });
  const { exitCode, stdout, stderr } = await ended;
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(await contents(cwd)).toEqual(before);
  const told = stderr.replaceAll(cwd, '.').replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ .*\n/gm, '');
  return [exitCode, told];
}

async function contents(of: string): Promise<unknown> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [
      path,
      entry.isFile()
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
        : '',
    ];
  });
  return (await Promise.all(lines)).sort();
}

const HELP = '(vigie --help lists the commands, vigie COMMAND --help their options)\n';
const SOURCES =
  'tenant, accounts, sign-in-activity, mail-activity, mailbox-usage, service-activity, onedrive-activity, sharepoint-activity, forms-activity, service-counts, inbox-rules, mailbox-forwarding, mail-flow, mfa-registrations, mfa-policies, role-assignments, per-user-mfa, terms-of-use, group-members';

const USAGE = [
  ['audi', "unknown command 'audi'\n(Did you mean audit?)"],
  ['audit --nope', "unknown option '--nope'"],
  [
    'audit --formats json,pdf',
    `option '--formats <list>' argument 'json,pdf' is invalid. "pdf" is not one of json, csv, markdown, html, xlsx, pptx, terminal.`,
  ],
  ['audit --skip rules', `option '--skip <source>' argument 'rules' is invalid. The sources are ${SOURCES}.`],
  ['audit --only rules', `option '--only <source>' argument 'rules' is invalid. The sources are ${SOURCES}.`],
  [
    'audit --give-up-after 5',
    "option '--give-up-after <duration>' argument '5' is invalid. Write a number and a unit: 20s, 5m or 2h.",
  ],
  [
    'audit --allow-download-host https://files.example/x',
    "option '--allow-download-host <host>' argument 'https://files.example/x' is invalid. It must be the name of one host, such as reports.example.org.",
  ],
  ['audit --lang es', "option '--lang <language>' argument 'es' is invalid. Allowed choices are fr, en."],
  ['audit --quiet --verbose', "option '-q, --quiet' cannot be used with option '-v, --verbose'"],
  [
    'list mfa-status --format xml',
    "option '--format <format>' argument 'xml' is invalid. Allowed choices are csv, json, ndjson, table.",
  ],
  [
    'list mfa-status --verdict guilty',
    "option '--verdict <verdict>' argument 'guilty' is invalid. Allowed choices are compliant, non-compliant, undetermined, not-applicable.",
  ],
  ['show', "missing required argument 'account'"],
  ['report a b', "too many arguments for 'report'. Expected 1 argument but got 2."],
  [
    'demo --accounts 199',
    "option '--accounts <n>' argument '199' is invalid. It must be a whole number, 200 to 10000000.",
  ],
  [
    'simulate --clock-speed fast',
    "option '--clock-speed <n>' argument 'fast' is invalid. It must be a number above 0, such as 10, and a million at the most.",
  ],
] as const;

test.each(USAGE)('vigie %s is a mistake of usage', async (line, told) => {
  expect(await attempt(line)).toEqual([2, `error: ${told}\n${HELP}`]);
});

const NOT_AN_AUDIT =
  '  → Name a folder such as reports/<domain>/<2026-11-21T20-00-00Z>, or leave it out for the newest.\n';
const NO_AUDIT =
  'vigie: no audit under reports\n  → Run `vigie audit` first, or name the audit folder, or the folder of audits with --out DIR.\n';

test.each([
  [
    'list mfa-status nowhere',
    `vigie: nowhere is not an audit folder: it holds no situation.json\n${NOT_AN_AUDIT}`,
  ],
  ['report nowhere', `vigie: nowhere is not an audit folder: it holds no situation.json\n${NOT_AN_AUDIT}`],
  [
    'assess nowhere',
    `vigie: nowhere is not an audit folder: it holds no snapshot/manifest.json\n${NOT_AN_AUDIT}`,
  ],
  ['list mfa-status', NO_AUDIT],
  ['report', NO_AUDIT],
  ['assess', NO_AUDIT],
])('vigie %s finds no audit', async (line, told) => {
  expect(await attempt(line)).toEqual([4, told]);
});

const CORRECT = '  → Correct the file; docs/en/configuration.md lists every key, with an example.\n';

test.each([
  [
    'none.yaml',
    '',
    'none.yaml: no such file\n  → Name a readable YAML file with --config FILE, or leave the option out to use vigie.config.yaml.\n',
  ],
  [
    'vigie.config.yaml',
    'inactiveAfterDays: 0\ncategoris: []\n',
    `vigie.config.yaml:1:20  inactiveAfterDays: must be at least 1, is the number 0
vigie.config.yaml:2:1  categoris: unknown key "categoris"; did you mean "categories"? allowed: inactiveAfterDays, timeZone, categories, establishments, roster, domains, enrolments, mailboxPlans, mailboxForwarding, exceptions, checks, profiles, licences, perUserMfa, limits, names, encryptTo, journal, retention, signature\n${CORRECT}`,
  ],
  [
    'vigie.config.yaml',
    'inactiveAfterDays: 90\ncategories: [\n',
    `vigie.config.yaml:3:1  Flow sequence in block collection must be sufficiently indented and end with a ]\n${CORRECT}`,
  ],
  [
    'vigie.config.yaml',
    "establishments: { attribute: department, pattern: '(?=x)(y)' }\n",
    `vigie.config.yaml:1:51  establishments.pattern: the pattern "(?=x)(y)" is refused: invalid perl operator: (?=.
  → Patterns are RE2: no look-ahead, look-behind or back-reference. Syntax: https://github.com/google/re2/wiki/Syntax\n`,
  ],
] as const)(
  'a config that cannot be used stops an audit before anything is asked (%s: %j)',
  async (name, text, told) => {
    const files = text === '' ? {} : { [name]: text };
    expect(await attempt(`audit --config ${name}`, { files })).toEqual([2, `vigie: ${told}`]);
  },
);

test('a number of days out of range stops an audit before anything is asked', async () => {
  expect(await attempt('audit --inactive-after 9999', { env: simulator.environment })).toEqual([
    2,
    'vigie: --inactive-after: must be at most 3650, is the number 9999\n  → Give a whole number of days from 1 to 3650, such as --inactive-after 90.\n',
  ]);
});

const ROSTER = 'roster: { file: roster.csv, key: userPrincipalName, category: c }\n';

test.each([
  [
    'is missing',
    null,
    "The roster cannot be read: ./roster.csv (ENOENT: no such file or directory, open './roster.csv').\n  → Check “roster.file” in the config: a relative path starts from the folder of the config.\n",
  ],
  [
    'lacks a column',
    'userPrincipalName,catégorie\n',
    'The roster has no column "c" among the 2 of its first line: ./roster.csv.\n  → Name one of its columns under “roster” in the config, or add the column to the file.\n',
  ],
  [
    'lacks the column of persons',
    'userPrincipalName,c\n',
    'The roster has no column "permis" among the 2 of its first line: ./roster.csv.\n  → Name one of its columns under “roster” in the config, or add the column to the file.\n',
    ', person: permis',
  ],
  [
    'names an account twice',
    'userPrincipalName,c\na@x.ca,all\nb@x.ca,all\nA@X.ca,all\n',
    'The roster names the same account twice: ./roster.csv: lines 2, 4.\n  → Keep one line per account. Case, accents and surrounding spaces make no difference.\n',
  ],
  [
    'names an unknown category',
    'userPrincipalName,c\na@x.ca,chef\n',
    'The roster names unknown categories: ./roster.csv: line 2.\n  → Use the id or the label of a category: all.\n',
  ],
])(
  'a roster that %s is refused, by an audit before anything is asked',
  async (_, roster, told, more = '') => {
    const config = ROSTER.replace(' }', `${more} }`);
    const files = { 'vigie.config.yaml': config, ...(roster === null ? {} : { 'roster.csv': roster }) };
    const untouched = (): Promise<void> => Promise.resolve();
    const named = 'assess audit --config vigie.config.yaml';
    expect(await attempt(named, { files, damage: untouched })).toEqual([2, `vigie: ${told}`]);
    expect(await attempt('audit', { files, env: simulator.environment })).toEqual([2, `vigie: ${told}`]);
  },
);

const AGAIN = '  → Collect a new snapshot with “vigie collect”.\n';

const ALTERED =
  '  → Assess the snapshot again with “vigie assess”, or take the audit folder from where it was kept.\n';

async function replaceIn(file: string, text: string, by: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(text, by));
}

test.each<[string, string, (copy: string) => Promise<void>, string | RegExp]>([
  [
    'whose snapshot has no manifest',
    'assess audit',
    (copy) => rm(join(copy, 'snapshot/manifest.json')),
    `audit is not an audit folder: it holds no snapshot/manifest.json\n${NOT_AN_AUDIT}`,
  ],
  [
    'whose snapshot manifest is cut in half',
    'assess audit',
    (copy) => truncate(join(copy, 'snapshot/manifest.json'), 700),
    /^vigie: The snapshot is damaged: \.\/audit\/snapshot\/manifest\.json is not JSON\.\n {2}→ Collect a new snapshot with “vigie collect”\.\n$/,
  ],
  [
    'whose snapshot is of another version',
    'assess audit',
    (copy) => replaceIn(join(copy, 'snapshot/manifest.json'), 'vigie/snapshot/1', 'vigie/snapshot/9'),
    'The snapshot is of another version: ./audit/snapshot/manifest.json says "vigie/snapshot/9", this program reads "vigie/snapshot/1".\n  → Use the version of Vigie that wrote it, or collect a new snapshot.\n',
  ],
  [
    'whose table lost its end, and whose record was made to fit',
    'assess audit',
    async (copy) => {
      await truncate(join(copy, 'snapshot/accounts.parquet'), 3000);
      await vouchFor(copy, ['snapshot/accounts.parquet'], '0.0.0');
    },
    `The snapshot is damaged: ./audit/snapshot/accounts.parquet: it is not a Parquet file that can be read (Invalid Input Error: No magic bytes found at end of file './audit/snapshot/accounts.parquet').\n${AGAIN}`,
  ],
  [
    'whose table changed',
    'assess audit',
    async (copy) => {
      const table = join(copy, 'snapshot/mfa-registrations.parquet');
      const bytes = await readFile(table);
      for (let at = 100; at < bytes.length / 2; at += 50) bytes[at] = (bytes[at] ?? 0) ^ 255;
      await writeFile(table, bytes);
    },
    'The snapshot is damaged: snapshot/mfa-registrations.parquet of ./audit changed since the collection, or no record tells of it.\n  → Take the audit folder from where it was kept, or collect again with “vigie collect”.\n',
  ],
  [
    'whose situation is cut in half',
    'report audit',
    (copy) => truncate(join(copy, 'situation.json'), 3000),
    /^vigie: The situation is damaged: \.\/audit\/situation\.json is not JSON\.\n {2}→ Write it with “vigie assess”\.\n$/,
  ],
  [
    'whose situation lacks a part',
    'list mfa-status audit',
    (copy) => writeFile(join(copy, 'situation.json'), '{"schema":"vigie/situation/1"}'),
    /^vigie: The situation is damaged: \.\/audit\/situation\.json: vigie: .*\n {2}→ Write it with “vigie assess”\.\n$/,
  ],
  [
    'whose findings are damaged',
    'list mfa-status audit',
    (copy) => truncate(join(copy, 'findings/mfa-status.parquet'), 300),
    `The audit was altered: findings/mfa-status.parquet of ./audit changed since the assessment, or no record tells of it.\n${ALTERED}`,
  ],
  [
    'whose situation tells another figure',
    'report audit',
    (copy) => replaceIn(join(copy, 'situation.json'), '"defaultDomain": "', '"defaultDomain": "x'),
    `The audit was altered: situation.json of ./audit changed since the assessment, or no record tells of it.\n${ALTERED}`,
  ],
  [
    'whose findings another check’s took the place of',
    'report audit',
    (copy) =>
      rename(join(copy, 'findings/mfa-status.parquet'), join(copy, 'findings/inactive-sign-ins.parquet')),
    `The audit was altered: findings/inactive-sign-ins.parquet, findings/mfa-status.parquet of ./audit changed since the assessment, or no record tells of it.\n${ALTERED}`,
  ],
  ...(['assess', 'report', 'list mfa-status'] as const).map(
    (command): [string, string, (copy: string) => Promise<void>, string] => [
      'whose manifest is cut in half, before anything of it is rewritten,',
      `${command} audit`,
      (copy) => truncate(join(copy, 'manifest.json'), 300),
      './audit/manifest.json is damaged or of another version\n  → Collect again, or take the audit folder from where it was kept.\n',
    ],
  ),
  [
    'that nothing vouches for any more',
    'list mfa-status audit',
    (copy) => rm(join(copy, 'manifest.json')),
    `The audit was altered: situation.json, findings/mfa-status.parquet of ./audit changed since the assessment, or no record tells of it.\n${ALTERED}`,
  ],
])('an audit %s is told so (vigie %s)', async (_, line, damage, told) => {
  const [exitCode, stderr] = await attempt(line, { damage });
  expect(exitCode).toBe(4);
  expect(stderr).toEqual(typeof told === 'string' ? `vigie: ${told}` : expect.stringMatching(told));
});

test.each([
  [
    'list everything audit',
    'unknown check "everything" in this audit\n  → Allowed: admin-mfa, enrolled-unused, external-sharing, inactive-mailboxes, inactive-sign-ins, mailbox-redirects, mfa-enforcement, mfa-status, physicians-without-mailbox, service-usage, terms-of-use, unread-mail, unused-accounts, unused-licences\n',
  ],
  [
    'list mfa-status audit --category chef',
    'unknown category "chef" in this audit\n  → Allowed: clerk, gp, resident, specialist, staff\n',
  ],
])('vigie %s tells what there is', async (line, told) => {
  const untouched = (): Promise<void> => Promise.resolve();
  expect(await attempt(line, { damage: untouched })).toEqual([2, `vigie: ${told}`]);
});

const ELSEWHERE = '  → Free space or change the rights there, or choose another folder with --out DIR.\n';

test.each([
  ['audit --out taken', "a file stands in the way (EEXIST: file already exists, mkdir './taken')", './taken'],
  [
    'audit --out taken/x',
    "a part of the path is not a folder (ENOTDIR: not a directory, mkdir './taken/x')",
    './taken/x',
  ],
])('a folder that cannot be made is told before the tenant is asked (vigie %s)', async (line, why, path) => {
  expect(await attempt(line, { files: { taken: '' }, env: simulator.environment })).toEqual([
    4,
    `vigie: cannot write ${path}: ${why}\n${ELSEWHERE}`,
  ]);
});

test('a file where the audits should be holds no audit', async () => {
  expect(await attempt('list mfa-status --out taken', { files: { taken: '' } })).toEqual([
    4,
    NO_AUDIT.replace('under reports', 'under taken'),
  ]);
});

const SIGN_IN =
  '  → Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),\n  → or sign in with: az login; on an Azure machine, use its own identity: --auth managed-identity.\n';

test.each<[string, Readonly<Record<string, string>> | null, string]>([
  [
    'nothing to sign in with',
    null,
    `could not sign in with azure-cli: Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'.\n${SIGN_IN}`,
  ],
  [
    'half a credential',
    { AZURE_TENANT_ID: '' },
    `no credential: secret needs AZURE_TENANT_ID, not set in the environment\n${SIGN_IN}`,
  ],
  [
    'a wrong secret',
    { AZURE_CLIENT_SECRET: 'wrong' },
    'could not sign in with secret: the client secret is wrong (AADSTS7000215)\n  → Put the secret’s value (not its id) in AZURE_CLIENT_SECRET.\n',
  ],
  [
    'an unknown tenant',
    { AZURE_TENANT_ID: 'ffffffff-0000-4000-8000-000000000000' },
    'could not sign in with secret: the tenant is unknown (AADSTS90002)\n  → Check AZURE_TENANT_ID: the directory’s id or one of its domains.\n',
  ],
  [
    'a tenant that cannot be one',
    { AZURE_TENANT_ID: 'not/one' },
    'could not sign in with secret: AZURE_TENANT_ID is neither an id nor a domain\n  → Set AZURE_TENANT_ID to the directory’s id or to one of its domains.\n',
  ],
  [
    'nobody listening at the proxy',
    { HTTPS_PROXY: 'http://127.0.0.1:9' },
    'could not sign in with secret: the sign-in service could not be reached (login.microsoftonline.com, through the proxy 127.0.0.1:9 of HTTPS_PROXY: ECONNREFUSED)\n  → Check the network and HTTPS_PROXY; where a proxy opens TLS, also NODE_EXTRA_CA_CERTS.\n',
  ],
])('with %s the tenant cannot be read', async (_, env, told) => {
  const environment = env === null ? { PATH: '/nonexistent' } : { ...simulator.environment, ...env };
  expect(await attempt('audit --give-up-after 1s', { env: environment })).toEqual([3, `vigie: ${told}`]);
});

test.each([
  [
    { AZURE_AUTHORITY_HOST: 'https://someone:secret@ailleurs.example' },
    'AZURE_AUTHORITY_HOST names a host that is not Microsoft’s: ailleurs.example\n' +
      '  → Allowed: login.chinacloudapi.cn, login.microsoftonline.de, login.microsoftonline.us, login.microsoftonline.com\n' +
      '  → Take the variable away: --cloud chooses the authority by itself.\n',
  ],
  [
    { AZURE_REGIONAL_AUTHORITY_NAME: 'ailleurs.example/' },
    'AZURE_REGIONAL_AUTHORITY_NAME is not the name of an Azure region\n' +
      '  → Name one, such as canadacentral, or AutoDiscoverRegion; or take the variable away.\n',
  ],
  [
    { HTTPS_PROXY: 'somebody:s3cret@proxy.example:3128' },
    'HTTPS_PROXY does not say what kind of proxy it names\n' +
      '  → Supported are HTTP proxies, named with their scheme (http:// or https://): HTTPS_PROXY=http://proxy.example:3128\n' +
      '  → Where there is no proxy, take the variable away.\n',
  ],
  [
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    'NODE_TLS_REJECT_UNAUTHORIZED=0 leaves certificates unchecked: a secret would be sent to whoever answers\n' +
      '  → Take the variable away; where a proxy opens TLS, name its certificate authority in NODE_EXTRA_CA_CERTS.\n',
  ],
])('with %j no secret is sent', async (env, told) => {
  const before = simulator.requests.length;
  expect(await attempt('audit', { env: { ...simulator.environment, ...env } })).toEqual([
    2,
    `vigie: ${told}`,
  ]);
  expect(simulator.requests.length).toBe(before);
});
