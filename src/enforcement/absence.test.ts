import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { policyRow } from '../testing/policy-row.ts';
import { createEnforcement } from './create-enforcement.ts';
import { enforcementSelect } from './enforcement.ts';
import { policyRowSchema, type PolicyRow } from './policy-schema.ts';

/** Each case is a handful of queries, and there are many. */
const LONG = 240_000;

let db: DuckDb;
beforeAll(async () => {
  db = await openDuckDb({ memoryLimitMb: 200, threads: 1 });
  await db.run(`CREATE TABLE accounts AS SELECT * FROM (VALUES
    ('member', 'membre@reseau.example', 'Member', true), ('admin', 'adm@reseau.example', 'Member', true),
    ('guest', 'invite_ailleurs.example#EXT#@reseau.example', 'Guest', true),
    ('local', 'local@reseau.example', 'Guest', true)) t(accountId, userPrincipalName, userType, accountEnabled)`);
  await db.run(
    `CREATE TABLE "group-members" AS SELECT 'g1' AS groupRef, 'g1' AS groupId, 'member' AS accountId`,
  );
  await db.run(`CREATE TABLE "role-assignments" AS SELECT 'admin' AS principalId, 'r1' AS roleId, 'Rôle' AS roleName, '/' AS "scope",
    'active' AS assignment`);
  await db.run(`CREATE TABLE "mfa-registrations" AS SELECT 'admin' AS accountId, true AS isAdmin`);
  await db.run(`CREATE TABLE "per-user-mfa" AS SELECT accountId, 'disabled' AS state FROM accounts`);
});
afterAll(() => db.close());

const EVERYBODY = { users: { includeUsers: ['All'] } };
const MODERN = ['browser', 'mobileAppsAndDesktopClients'];
const ENUMERATED = {
  '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants',
  membershipKind: 'enumerated',
  members: ['t'],
};
const STRENGTH = { id: 's', requirementsSatisfied: 'none', allowedCombinations: ['password', 'sms'] };

/** One of each thing that a policy can say; of those with users of their own, some account is on either side. */
const SHAPES: readonly Parameters<typeof policyRow>[1][] = [
  { conditions: EVERYBODY },
  { conditions: EVERYBODY, state: 'disabled' },
  { conditions: EVERYBODY, state: 'enabledForReportingButNotEnforced' },
  { conditions: { users: { includeGroups: ['g1'] } } },
  { conditions: { users: { includeRoles: ['r1'] } } },
  { conditions: { users: { includeUsers: ['GuestsOrExternalUsers'] } } },
  { conditions: { users: { includeUsers: ['All'], excludeUsers: ['member'], excludeRoles: ['r1'] } } },
  { conditions: { users: { includeUsers: ['All'], excludeGroups: ['g1'] } } },
  {
    conditions: {
      users: {
        includeUsers: ['All'],
        excludeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest',
          externalTenants: { membershipKind: 'all' },
        },
      },
    },
  },
  {
    conditions: {
      users: {
        includeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'b2bCollaborationGuest',
          externalTenants: ENUMERATED,
        },
      },
    },
  },
  { conditions: { ...EVERYBODY, applications: { includeApplications: ['Office365'] } } },
  { conditions: { ...EVERYBODY, applications: { excludeApplications: ['MicrosoftAdminPortals'] } } },
  {
    conditions: { ...EVERYBODY, applications: { includeApplications: ['Office365'] } },
    grantControls: { builtInControls: ['block'] },
  },
  { conditions: { ...EVERYBODY, clientAppTypes: MODERN } },
  { conditions: { ...EVERYBODY, clientAppTypes: ['other'] }, grantControls: { builtInControls: ['block'] } },
  { conditions: { ...EVERYBODY, signInRiskLevels: ['high'] } },
  { conditions: { ...EVERYBODY, userRiskLevels: ['none'] } },
  {
    conditions: { ...EVERYBODY, locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
  },
  { conditions: { ...EVERYBODY, locations: { includeLocations: ['l1'], excludeLocations: [] } } },
  { conditions: { ...EVERYBODY, platforms: { includePlatforms: ['android'], excludePlatforms: [] } } },
  { conditions: { ...EVERYBODY, platforms: { includePlatforms: ['all'], excludePlatforms: ['windows'] } } },
  {
    conditions: {
      ...EVERYBODY,
      devices: {
        includeDevices: [],
        excludeDevices: [],
        deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' },
      },
    },
  },
  { conditions: EVERYBODY, grantControls: { builtInControls: ['mfa', 'compliantDevice'] } },
  { conditions: EVERYBODY, grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] } },
  { conditions: EVERYBODY, grantControls: { termsOfUse: ['t1'] } },
  { conditions: EVERYBODY, grantControls: { customAuthenticationFactors: ['c1'] } },
  { conditions: EVERYBODY, grantControls: { builtInControls: [], authenticationStrength: STRENGTH } },
  {
    conditions: EVERYBODY,
    grantControls: {
      builtInControls: [],
      authenticationStrength: { ...STRENGTH, requirementsSatisfied: 'mfa', allowedCombinations: ['fido2'] },
    },
  },
  { conditions: EVERYBODY, grantControls: { builtInControls: ['block'] } },
];

type Json = Readonly<Record<string, unknown>>;
const jsonSchema = z.record(z.string(), z.unknown());

/** Every key of an object and of the objects in it, by its path. */
function pathsOf(object: Json, before: readonly string[] = []): string[][] {
  return Object.entries(object).flatMap(([key, value]) => {
    const path = [...before, key];
    const inner = jsonSchema.safeParse(value);
    return [path, ...(inner.success ? pathsOf(inner.data, path) : [])];
  });
}

function without(object: Json, [first = '', ...rest]: readonly string[]): Json {
  if (!(first in object)) return object;
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([key]) => key !== first));
  const inner = jsonSchema.safeParse(object[first]);
  return inner.success ? { ...object, [first]: without(inner.data, rest) } : object;
}

interface Whole {
  readonly row: PolicyRow;
  readonly body: Json;
}

const POLICIES: readonly Whole[] = SHAPES.map((shape, place) => {
  const row = policyRowSchema.parse(policyRow(`P${place}`, shape));
  const parsed = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));
  const body = {
    conditions: parsed(row.conditions),
    grantControls: parsed(row.grantControls),
    state: row.state,
  };
  return { row, body };
});

function rowOf({ row }: Whole, body: Json): PolicyRow {
  const column = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  return {
    ...row,
    state: z.string().optional().parse(body.state) ?? null,
    conditions: column(body.conditions),
    grantControls: column(body.grantControls),
  };
}

async function verdictsUnder(rows: readonly PolicyRow[]): Promise<Map<string, string>> {
  const cell = (value: string | null): string => (value === null ? 'NULL' : literal(value));
  const all = [
    ...rows,
    {
      kind: 'security-defaults',
      policyId: 'd',
      name: 'd',
      state: 'disabled',
      conditions: null,
      grantControls: null,
    },
  ];
  await db.run(`CREATE OR REPLACE TABLE "mfa-policies" (kind VARCHAR, policyId VARCHAR, name VARCHAR, state VARCHAR, conditions VARCHAR,
    grantControls VARCHAR)`);
  await db.run(
    `INSERT INTO "mfa-policies" VALUES ${all
      .map(
        (row) =>
          `(${[row.kind, row.policyId, row.name, row.state, row.conditions, row.grantControls].map(cell).join(', ')})`,
      )
      .join(', ')}`,
  );
  await createEnforcement(db, { policies: true, roles: true, unreadGroups: [] });
  const verdicts = await db.rows(
    `SELECT accountId, coalesce(enforcement, 'unknown') AS enforcement FROM (${enforcementSelect(() => true)})`,
    z.object({ accountId: z.string(), enforcement: z.string() }),
  );
  return new Map(verdicts.map(({ accountId, enforcement }) => [accountId, enforcement]));
}

/** A key that did not come may leave open what was known, and may settle nothing. */
function changesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([account, was]) => {
    const is = after.get(account) ?? 'missing';
    const isAllowed = is === was || is === 'unknown' || (isCompliant(was) && isCompliant(is));
    return isAllowed ? [] : [`${account}: ${was} → ${is}`];
  });
}

function isCompliant(enforcement: string): boolean {
  return enforcement !== 'none' && enforcement !== 'unknown';
}

const valueAt = (body: Json, path: readonly string[]): string =>
  JSON.stringify([path.reduce<unknown>((inside, key) => jsonSchema.safeParse(inside).data?.[key], body)]);

/** All that is a policy's own; of what it says as the first one does, a third, each policy another. */
function pathsToLose(body: Json, place: number): (readonly string[])[] {
  const first = POLICIES[0]?.body ?? {};
  return pathsOf(body).filter(
    (path, at) => place === 0 || (at + place) % 3 === 0 || valueAt(body, path) !== valueAt(first, path),
  );
}

test.each(POLICIES.map((whole, place) => ({ place, whole, said: JSON.stringify(SHAPES[place]) })))(
  'no key that did not come settles anybody, of $said',
  async ({ whole, place }) => {
    const before = await verdictsUnder([whole.row]);
    const wrong: string[] = [];
    for (const path of pathsToLose(whole.body, place)) {
      const after = await verdictsUnder([rowOf(whole, without(whole.body, path))]);
      wrong.push(...changesOf(before, after).map((change) => `without ${path.join('.')}: ${change}`));
    }
    expect(wrong).toEqual([]);
  },
  LONG,
);

test(
  'no keys that did not come settle anybody, of any policies together',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(POLICIES.length - 1), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 5 }),
        async (places, picks) => {
          const wholes = places.flatMap((place) => POLICIES[place] ?? []);
          const before = await verdictsUnder(wholes.map(({ row }) => row));
          const bodies = wholes.map(({ body }) => body);
          for (const [policy, key] of picks) {
            const index = policy % wholes.length;
            const paths = pathsOf(wholes[index]?.body ?? {});
            bodies[index] = without(bodies[index] ?? {}, paths[key % paths.length] ?? []);
          }
          const after = await verdictsUnder(wholes.map((whole, index) => rowOf(whole, bodies[index] ?? {})));
          expect(changesOf(before, after)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  },
  LONG,
);

test('a state of per-user MFA that did not come settles nobody', async () => {
  await db.run(`UPDATE "per-user-mfa" SET state = 'enforced' WHERE accountId = 'admin'`);
  await db.run(`DELETE FROM "per-user-mfa" WHERE accountId IN ('member', 'guest')`);
  expect(Object.fromEntries(await verdictsUnder([]))).toEqual({
    member: 'unknown',
    admin: 'per-user',
    guest: 'unknown',
    local: 'none',
  });
});
