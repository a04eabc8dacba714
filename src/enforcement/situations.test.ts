import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { identifier, literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { createEnforcement } from './create-enforcement.ts';
import { enforcementSelect } from './enforcement.ts';

const situationSchema = z.strictObject({
  situation: z.string(),
  /** Where Microsoft says so. */
  link: z.url(),
  policies: z.array(
    z.strictObject({
      name: z.string(),
      state: z.string().default('enabled'),
      /** Whether only beta gives it. */
      preview: z.boolean().default(false),
      /** Beside all users, all applications, all clients. */
      conditions: z.record(z.string(), z.unknown()).default({}),
      grant: z.record(z.string(), z.unknown()).default({ operator: 'OR', builtInControls: ['mfa'] }),
      /** Paths of keys that did not come, as `conditions.users.excludeUsers`. */
      without: z.array(z.string()).default([]),
      /** As the table holds it, instead. */
      raw: z
        .strictObject({ conditions: z.string().optional(), grantControls: z.string().optional() })
        .default({}),
    }),
  ),
  securityDefaults: z.enum(['enabled', 'disabled']).nullable().default('disabled'),
  policiesRead: z.boolean().default(true),
  rolesRead: z.boolean().default(true),
  unreadGroups: z.array(z.string()).default([]),
  groups: z.record(z.string(), z.array(z.string())).default({}),
  /** Principal, role, scope, assignment. */
  roles: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])).default([]),
  account: z.enum(['member', 'internal-guest', 'external-guest', 'external-member']).default('member'),
  /** State of per-user MFA; null where it was not told, or never asked. */
  perUser: z.string().nullable().default('disabled'),
  /** Of the account, where not a plain one. */
  userPrincipalName: z.string().optional(),
  by: z.string().optional(),
  expected: z.strictObject({
    enforcement: z.string().nullable(),
    reason: z.string().nullable(),
    policies: z.string().nullable(),
  }),
});
type Situation = z.infer<typeof situationSchema>;

const SITUATIONS = z
  .array(situationSchema)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'situations.json'), 'utf8')));

let db: DuckDb;
beforeAll(async () => {
  db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
});
afterAll(() => db.close());

async function fill(
  table: string,
  columns: readonly string[],
  rows: readonly (string | null)[][],
): Promise<void> {
  const names = columns.map((name) => `${identifier(name)} VARCHAR`).join(', ');
  await db.run(`CREATE OR REPLACE TABLE ${identifier(table)} (${names})`);
  const values = rows.map(
    (row) => `(${row.map((cell) => (cell === null ? 'NULL' : literal(cell))).join(', ')})`,
  );
  if (values.length > 0) await db.run(`INSERT INTO ${identifier(table)} VALUES ${values.join(', ')}`);
}

/** As Graph writes a policy that asks MFA of everybody, for everything. */
const CONDITIONS = {
  users: {
    includeUsers: ['All'],
    excludeUsers: [],
    includeGroups: [],
    excludeGroups: [],
    includeRoles: [],
    excludeRoles: [],
    includeGuestsOrExternalUsers: null,
    excludeGuestsOrExternalUsers: null,
  },
  applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
  clientAppTypes: ['all'],
  userRiskLevels: [],
  signInRiskLevels: [],
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
};
const GRANT = {
  operator: 'OR',
  builtInControls: [],
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
};
const NOBODY = { ...CONDITIONS.users, includeUsers: [] };

type Json = Readonly<Record<string, unknown>>;

function withoutPath(object: Json, [first = '', ...rest]: readonly string[]): Json {
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([key]) => key !== first));
  const inner = z.record(z.string(), z.unknown()).parse(object[first]);
  return { ...object, [first]: withoutPath(inner, rest) };
}

function partsOf({ conditions, grant, without }: Situation['policies'][number]): Json {
  const { users, applications, ...others } = conditions;
  const merged = {
    ...CONDITIONS,
    ...others,
    ...(users === undefined ? {} : { users: { ...NOBODY, ...z.object({}).loose().parse(users) } }),
    ...(applications === undefined
      ? {}
      : { applications: { ...CONDITIONS.applications, ...z.object({}).loose().parse(applications) } }),
  };
  const whole: Json = { conditions: merged, grantControls: { ...GRANT, ...grant } };
  return without.reduce((left, path) => withoutPath(left, path.split('.')), whole);
}

function columnOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

async function fillPolicies({ policies, securityDefaults }: Situation): Promise<void> {
  const columns = ['kind', 'policyId', 'name', 'state', 'conditions', 'grantControls'];
  const rows = policies.map((policy): (string | null)[] => {
    const { name, state, preview, raw } = policy;
    const parts = partsOf(policy);
    return [
      preview ? 'conditional-access-preview' : 'conditional-access',
      `id-${name}`,
      name,
      state,
      raw.conditions ?? columnOf(parts.conditions),
      raw.grantControls ?? columnOf(parts.grantControls),
    ];
  });
  const defaults = ['security-defaults', 'd', 'Security Defaults', securityDefaults, null, null];
  await fill('mfa-policies', columns, securityDefaults === null ? rows : [...rows, defaults]);
}

async function fillAccounts({
  account,
  groups,
  roles,
  perUser,
  userPrincipalName,
}: Situation): Promise<void> {
  const name = account.startsWith('external')
    ? 'doc_ailleurs.example#EXT#@reseau.example'
    : 'doc@reseau.example';
  const type = account.endsWith('guest') ? 'Guest' : 'Member';
  await fill(
    'accounts',
    ['accountId', 'userPrincipalName', 'userType', 'accountEnabled'],
    [['doc', userPrincipalName ?? name, type, 'true']],
  );
  const members = Object.entries(groups).flatMap(([group, ids]) => ids.map((id) => [group, group, id]));
  await fill('group-members', ['groupRef', 'groupId', 'accountId'], members);
  const assignments = roles.map(([principal, role, scope, assignment]) => [
    principal,
    role,
    'Rôle',
    scope,
    assignment,
  ]);
  await fill('role-assignments', ['principalId', 'roleId', 'roleName', 'scope', 'assignment'], assignments);
  await fill('per-user-mfa', ['accountId', 'state'], perUser === null ? [] : [['doc', perUser]]);
  await fill('mfa-registrations', ['accountId', 'isAdmin'], []);
}

test.each(SITUATIONS)('$situation: $expected.enforcement ($link)', async (situation) => {
  await fillPolicies(situation);
  await fillAccounts(situation);
  await createEnforcement(db, {
    policies: situation.policiesRead,
    roles: situation.rolesRead,
    unreadGroups: situation.unreadGroups,
  });
  const row = await db.row(
    `SELECT enforcement, enforcementReason AS reason, enforcementPolicies AS policies, enforcedBy AS "by"
     FROM (${enforcementSelect(() => true)})`,
    z.unknown(),
  );
  const isCovered =
    situation.expected.enforcement === 'policy' || situation.expected.enforcement === 'blocked';
  const by = situation.by ?? (isCovered ? (situation.policies[0]?.name ?? null) : null);
  expect(row).toEqual({ ...situation.expected, by });
});

test('every kind of verdict is among the situations, each with a page of Microsoft', () => {
  const verdicts = new Set(SITUATIONS.map(({ expected }) => expected.enforcement ?? expected.reason));
  expect([...verdicts].sort()).toEqual([
    'blocked',
    'membership-not-read',
    'none',
    'per-user',
    'per-user-not-read',
    'policies-not-read',
    'policy',
    'security-defaults',
  ]);
  expect(SITUATIONS.every(({ link }) => link.startsWith('https://learn.microsoft.com/'))).toBe(true);
  expect(SITUATIONS.length).toBe(121);
});
