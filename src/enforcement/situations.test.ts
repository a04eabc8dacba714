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
      /** Beside all users, all applications, all clients. */
      conditions: z.record(z.string(), z.unknown()).default({}),
      grant: z.unknown().default({ operator: 'OR', builtInControls: ['mfa'] }),
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
  perUser: z.string().nullable().default(null),
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

const EVERYBODY = {
  users: { includeUsers: ['All'] },
  applications: { includeApplications: ['All'] },
  clientAppTypes: ['all'],
};

async function fillPolicies({ policies, securityDefaults }: Situation): Promise<void> {
  const columns = ['kind', 'policyId', 'name', 'state', 'conditions', 'grantControls'];
  const rows = policies.map(({ name, state, conditions, grant, raw }): (string | null)[] => [
    'conditional-access',
    `id-${name}`,
    name,
    state,
    raw.conditions ?? JSON.stringify({ ...EVERYBODY, ...conditions }),
    raw.grantControls ?? JSON.stringify(grant),
  ]);
  const defaults = ['security-defaults', 'd', 'Security Defaults', securityDefaults, null, null];
  await fill('mfa-policies', columns, securityDefaults === null ? rows : [...rows, defaults]);
}

async function fillAccounts({ account, groups, roles, perUser }: Situation): Promise<void> {
  const name = account.startsWith('external')
    ? 'doc_ailleurs.example#EXT#@reseau.example'
    : 'doc@reseau.example';
  const type = account.endsWith('guest') ? 'Guest' : 'Member';
  await fill(
    'accounts',
    ['accountId', 'userPrincipalName', 'userType', 'accountEnabled'],
    [['doc', name, type, 'true']],
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
  const isTold = perUser !== null && perUser !== 'missing';
  await fill('per-user-mfa', ['accountId', 'state'], isTold ? [['doc', perUser]] : []);
}

test.each(SITUATIONS)('$situation: $expected.enforcement ($link)', async (situation) => {
  await fillPolicies(situation);
  await fillAccounts(situation);
  await createEnforcement(db, {
    policies: situation.policiesRead,
    roles: situation.rolesRead,
    unreadGroups: situation.unreadGroups,
    perUser: situation.perUser !== null,
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
  expect(SITUATIONS.length).toBeGreaterThanOrEqual(40);
});
