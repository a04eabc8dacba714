import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../simulator/faults/fault-plan.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { clientCertificate } from '../testing/client-certificate.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday, type SimulatedTenant } from '../testing/simulated-audit.ts';

const LONG = 240_000;
/** Graph and Exchange Online together, a batch being one. */
const MOST_EXCHANGES = 40;

const rowSchema = z.object({
  outcome: z.string(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  remedy: z.string().nullable(),
});
const answerSchema = z.object({
  sources: z.array(
    rowSchema.extend({ id: z.string(), parts: z.array(rowSchema.extend({ part: z.string() })) }),
  ),
  findings: z.array(
    z.object({ id: z.string(), state: z.string(), what: z.string(), remedy: z.string().nullable() }),
  ),
  identity: z.object({ permissions: z.array(z.string()).nullable() }),
  expected: z.object({ accounts: z.number().nullable(), minutes: z.number().nullable() }),
  exchanges: z.number().nullable(),
});
type Answer = z.infer<typeof answerSchema>;

interface State {
  readonly tenant?: SimulatedTenant;
  readonly faults?: readonly Fault[];
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  readonly config?: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What doctor says of a simulated tenant in some state; what it asked is counted by the far side, too. */
async function doctor(
  state: State,
): Promise<EndedHere & { readonly answer: Answer; readonly asked: number }> {
  const { faults = [], env = {}, argv = [], config = SHIPPED_CONFIG } = state;
  const plan = { seed: 1, faults: [...faults] };
  const cloud = await startSimulator(
    await tenantToday({ mailboxes: 200, log: true, faults: plan, ...state.tenant }),
  );
  try {
    const options = ['--config', config, '--out', folder, '--lang', 'en', '--give-up-after', '30s'];
    const ended = await runAgainst(cloud, ['doctor', '--format', 'json', ...options, ...argv], {
      env: { ...cloud.environment, ...env },
    });
    const asked = cloud.requests.filter(({ host, status }) => !host.startsWith('login') && status !== 429);
    return { ...ended, answer: answerSchema.parse(JSON.parse(ended.stdout)), asked: asked.length };
  } finally {
    await cloud.close();
  }
}

/** The rows that are not readable, and the findings that are not well. */
function troubles({ sources, findings }: Answer): Readonly<Record<string, string>> {
  const told = sources
    .filter(({ outcome, id }) => outcome !== 'readable' && id !== 'terms-of-use')
    .map(({ id, outcome, reason, remedy }) => [id, `${outcome} ${reason ?? '-'}: ${remedy ?? '-'}`] as const);
  const found = findings
    .filter(({ state, id }) => state !== 'ok' && id !== 'credential-life')
    .map(({ id, state, what, remedy }) => [id, `${state} ${what}: ${remedy ?? '-'}`] as const);
  return Object.fromEntries([...told, ...found]);
}

const missing = (...permissions: Extract<Fault, { kind: 'missing-permission' }>['for']): State => ({
  faults: [{ kind: 'missing-permission', for: permissions }],
});

const NO_MATTER = 'No matter where another covers them; else “vigie setup --print powershell”.';
const lacks = (names: string): Readonly<Record<string, string>> => ({
  permissions: `warning not granted, by name: ${names}: ${NO_MATTER}`,
});
const EXCHANGE =
  'Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with';

const CASES: readonly (readonly [string, State, Readonly<Record<string, string>>, number])[] = [
  ['a tenant that tells everything', {}, {}, 0],
  [
    'accounts refused',
    missing('accounts'),
    {
      accounts: 'refused permission: Grant User.Read.All.',
      'inbox-rules': 'unknown not-read: See the detail.',
      'sign-in-activity': 'refused permission: Grant AuditLog.Read.All and User.Read.All.',
      'per-user-mfa': 'refused permission: Grant User.Read.All and Policy.Read.All.',
      ...lacks('User.Read.All'),
    },
    3,
  ],
  [
    'the domains refused',
    missing('domains'),
    { tenant: 'partial permission: Grant Domain.Read.All.', ...lacks('Domain.Read.All') },
    0,
  ],
  [
    'the tenant refused as a whole',
    missing('organization', 'domains', 'subscribed-skus', 'report-settings'),
    {
      tenant:
        'refused permission: Grant Domain.Read.All, Organization.Read.All, ReportSettings.Read.All and LicenseAssignment.Read.All.',
      'entra-licence': 'unknown licences of the organisation: not known: -',
      'concealed-names': 'unknown names in usage reports: concealed or not, not known: -',
      ...lacks('Domain.Read.All, LicenseAssignment.Read.All, Organization.Read.All, ReportSettings.Read.All'),
    },
    3,
  ],
  [
    'sign-ins and MFA registrations refused',
    missing('sign-in-activity', 'mfa-registrations'),
    {
      'sign-in-activity': 'refused permission: Grant AuditLog.Read.All and User.Read.All.',
      'mfa-registrations': 'refused permission: Grant AuditLog.Read.All.',
      ...lacks('AuditLog.Read.All'),
    },
    0,
  ],
  [
    'one usage report refused, and the inbox rules',
    missing('mail-activity', 'inbox-rules'),
    {
      'mail-activity': 'refused permission: Grant Reports.Read.All.',
      'inbox-rules': 'refused permission: Grant MailboxSettings.Read.',
      ...lacks('MailboxSettings.Read, Reports.Read.All'),
    },
    0,
  ],
  [
    'policies, eligible roles, per-user MFA and groups refused',
    missing('mfa-policies', 'role-eligibility', 'per-user-mfa', 'group-members'),
    {
      'mfa-policies': 'refused permission: Grant Policy.Read.All.',
      'role-assignments': 'partial permission: Grant RoleEligibilitySchedule.Read.Directory.',
      'per-user-mfa': 'refused permission: Grant User.Read.All and Policy.Read.All.',
      'group-members': 'refused permission: Grant GroupMember.Read.All.',
      group: 'unknown group GRP-TELEFAX: not known: -',
      ...lacks('GroupMember.Read.All, Policy.Read.All, RoleEligibilitySchedule.Read.Directory'),
    },
    0,
  ],
  [
    'no licence of Entra ID',
    { faults: [{ kind: 'no-entra-premium' }] },
    {
      'sign-in-activity': 'refused licence: It takes the licence Microsoft Entra ID P1 or P2.',
      'mfa-registrations': 'refused licence: It takes the licence Microsoft Entra ID P1 or P2.',
      'role-assignments': 'partial licence: It takes the licence Microsoft Entra ID P2.',
      'entra-licence':
        'warning neither Microsoft Entra ID P1 nor P2: Sign-ins and MFA registrations cannot be read without it.',
    },
    0,
  ],
  [
    'names concealed in usage reports',
    { faults: [{ kind: 'concealed-names' }] },
    {
      ...Object.fromEntries(
        [
          ...['mail-activity', 'mailbox-usage', 'service-activity'],
          ...['onedrive-activity', 'sharepoint-activity', 'forms-activity'],
        ].map((id) => [
          id,
          'refused concealed-names: Microsoft 365 admin center, Org settings, Services, Reports: clear “Display concealed names”.',
        ]),
      ),
      'concealed-names':
        'failed usage reports conceal names: Microsoft 365 admin center, Org settings, Services, Reports: clear “Display concealed names”.',
    },
    0,
  ],
  [
    'no service principal in Exchange Online',
    { tenant: { overrides: { exchange: 'no-service-principal' } } },
    {
      'inbox-rules': `partial permission: Grant ${EXCHANGE} View-Only Recipients.`,
      'mailbox-forwarding': `refused permission: Grant ${EXCHANGE} View-Only Recipients.`,
      'mail-flow': `refused permission: Grant ${EXCHANGE} View-Only Configuration.`,
    },
    0,
  ],
  [
    'no role in Exchange Online',
    { tenant: { overrides: { exchange: 'refused' } } },
    {
      'inbox-rules': `partial permission: Grant ${EXCHANGE} View-Only Recipients.`,
      'mailbox-forwarding': `refused permission: Grant ${EXCHANGE} View-Only Recipients.`,
      'mail-flow': `refused permission: Grant ${EXCHANGE} View-Only Configuration.`,
    },
    0,
  ],
  [
    'the second page of mailboxes refused on both roads',
    { faults: [{ kind: 'expired-skip-token', on: ['exchange'], page: 2, walks: 'every', status: 400 }] },
    { 'mailbox-forwarding': 'unknown error: An unexpected answer: see the detail.' },
    0,
  ],
  [
    'mailboxes without their forwarding',
    { faults: [{ kind: 'forwarding-not-told' }] },
    { 'mailbox-forwarding': 'unknown not-read: See the detail.' },
    0,
  ],
  [
    'a group that hides its members',
    { faults: [{ kind: 'hidden-group' }] },
    { group: 'warning the group GRP-TELEFAX hides its members: Grant Member.Read.Hidden.' },
    0,
  ],
  [
    'usage reports that stay throttled',
    {
      faults: [{ kind: 'throttled', on: ['reports-redirect'], rate: 1, retryAfter: 'integer', seconds: 60 }],
    },
    Object.fromEntries(
      [
        ...['mail-activity', 'mailbox-usage', 'service-activity', 'onedrive-activity'],
        ...['sharepoint-activity', 'forms-activity', 'service-counts'],
      ].map((id) => [id, 'unknown gave-up: No answer in time: run it again; the audit insists for longer.']),
    ),
    0,
  ],
];

describe.each(CASES)('%s', (_what, state, expected, exitCode) => {
  test(
    'is told row by row, with the remedy, within the bound of requests',
    async () => {
      const { answer, asked, ...ended } = await doctor(state);
      expect([troubles(answer), ended.exitCode]).toEqual([expected, exitCode]);
      expect(asked).toBeLessThanOrEqual(MOST_EXCHANGES);
      expect(answer.exchanges ?? Infinity).toBeLessThanOrEqual(MOST_EXCHANGES);
    },
    LONG,
  );
});

test(
  'what is well is told too: the permissions of the token, the accounts, the duration',
  async () => {
    const { answer, stderr } = await doctor({ argv: ['--strict'] });
    expect(answer.identity.permissions).toContain('Reports.Read.All');
    expect(answer.expected.accounts).toBeGreaterThan(200);
    expect(answer.expected.minutes).toBe(1);
    expect(stderr).toContain('client secret (AZURE_CLIENT_SECRET)');
    expect(answer.findings.find(({ id }) => id === 'credential-life')).toMatchObject({ state: 'unknown' });
  },
  LONG,
);

test(
  'with --strict anything that cannot be read, or is not known, is exit 1',
  async () => {
    const ended = await doctor({ ...missing('mail-activity'), argv: ['--strict'] });
    expect(ended.exitCode).toBe(1);
  },
  LONG,
);

test(
  'a group that nobody has is told with its name, and so is a certificate that expires soon',
  async () => {
    const text = (await readFile(SHIPPED_CONFIG, 'utf8')).replaceAll('GRP-TELEFAX', 'GRP-INCONNU');
    const config = join(folder, 'group.yaml');
    await writeFile(config, text);
    const certificate = join(folder, 'client.pem');
    await writeFile(certificate, await clientCertificate(12), { mode: 0o600 });
    const env = { AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: certificate };
    const { answer, exitCode } = await doctor({ config, env, argv: ['--strict'] });
    expect(troubles(answer)).toEqual({
      group:
        'warning no group is named GRP-INCONNU: Correct the name in the configuration, or put the id there.',
    });
    expect(answer.findings.find(({ id }) => id === 'credential-life')).toMatchObject({
      state: 'warning',
      what: expect.stringMatching(/^expires soon, on \d{4}-\d\d-\d\d \(days left: 1[12]\)$/) as string,
    });
    expect(exitCode).toBe(1);
  },
  LONG,
);

test.each<[string, State, RegExp, RegExp]>([
  [
    'a secret that is wrong',
    { env: { AZURE_CLIENT_SECRET: 'not the secret' } },
    /^could not sign in with secret: the client secret is wrong \(AADSTS7000215\)$/,
    /Put the secret’s value/,
  ],
  [
    'a tenant that is not there',
    { env: { AZURE_TENANT_ID: '00000000-0000-4000-8000-000000000000' } },
    /the tenant is unknown \(AADSTS90002\)$/,
    /Check AZURE_TENANT_ID/,
  ],
  ['a clock that is hours off', { tenant: { clock: () => Date.now() + 5 * 3_600_000 } }, /clock/, /clock/i],
])(
  'with %s nothing can be asked: every source is not known, and the exit code is 3',
  async (_what, state, what, remedy) => {
    const { answer, exitCode } = await doctor(state);
    expect(answer.findings).toEqual([
      {
        ...{ id: 'sign-in', state: 'failed' },
        what: expect.stringMatching(what) as string,
        remedy: expect.stringMatching(remedy) as string,
      },
    ]);
    expect([exitCode, new Set(answer.sources.map(({ outcome }) => outcome))]).toEqual([
      3,
      new Set(['unknown']),
    ]);
  },
  LONG,
);

test(
  'behind a proxy that is not there, host, proxy and variable are told',
  async () => {
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = 'http://127.0.0.1:9';
    try {
      const env = {
        ...{ AZURE_TENANT_ID: '5b7c0a52-91d4-4f0e-8a3b-2020102700a1', AZURE_CLIENT_ID: 'x' },
        ...{ AZURE_CLIENT_SECRET: 'x', HTTPS_PROXY: 'http://127.0.0.1:9' },
      };
      const ended = await runHere(['doctor', '--no-config', '--lang', 'fr', '--give-up-after', '1s'], {
        env,
      });
      expect([ended.exitCode, ended.stdout]).toEqual([
        3,
        expect.stringContaining('127.0.0.1:9 of HTTPS_PROXY: ECONNREFUSED'),
      ]);
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  },
  LONG,
);
