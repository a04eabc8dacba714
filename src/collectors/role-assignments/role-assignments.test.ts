import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { roleAssignments } from './role-assignments.ts';

const ROLES = 'https://graph.microsoft.com/v1.0/roleManagement/directory';
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const REFUSED: Scripted = { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } };

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

function farSide(answers: Readonly<Record<string, Scripted>>): (request: { url: string }) => Scripted {
  return ({ url }) => answers[url] ?? { status: 400, json: { error: { code: 'Unscripted' } } };
}

const DEFINITIONS: Scripted = {
  json: {
    value: [
      { id: GLOBAL, templateId: GLOBAL, displayName: 'Global Administrator', isBuiltIn: true },
      { id: 'own', templateId: 'other', displayName: 'Rôle maison', isBuiltIn: false },
    ],
  },
};
const ACTIVE: Scripted = {
  json: {
    value: [
      { id: '1', principalId: 'a', roleDefinitionId: GLOBAL, directoryScopeId: '/' },
      { id: '2', principalId: 'b', roleDefinitionId: 'own', directoryScopeId: '/administrativeUnits/1' },
      { id: '3', principalId: 'c', roleDefinitionId: 'unlisted', directoryScopeId: null, appScopeId: '/x' },
    ],
  },
};

function row(
  principalId: string,
  roleId: string,
  roleName: string | null,
  scope: string,
  assignment = 'active',
): object {
  return { principalId, roleId, roleName, scope, assignment };
}

test('assignments in force and eligible ones are kept with the role’s template and name', async () => {
  open = await collecting(
    farSide({
      [`${ROLES}/roleDefinitions`]: DEFINITIONS,
      [`${ROLES}/roleAssignments`]: ACTIVE,
      [`${ROLES}/roleEligibilitySchedules`]: {
        json: { value: [{ principalId: 'd', roleDefinitionId: GLOBAL, directoryScopeId: '/' }] },
      },
    }),
  );
  expect(await roleAssignments.collect(open.context)).toEqual({ read: 4, expected: 4 });
  expect(await open.rows('role-assignments', 'principalId')).toEqual([
    row('a', GLOBAL, 'Global Administrator', '/'),
    row('b', 'own', 'Rôle maison', '/administrativeUnits/1'),
    row('c', 'unlisted', null, '/x'),
    row('d', GLOBAL, 'Global Administrator', '/', 'eligible'),
  ]);
});

test('eligible roles that may not be read are a miss, and the source is complete', async () => {
  open = await collecting(
    farSide({
      [`${ROLES}/roleDefinitions`]: DEFINITIONS,
      [`${ROLES}/roleAssignments`]: ACTIVE,
      [`${ROLES}/roleEligibilitySchedules`]: REFUSED,
    }),
  );
  expect(await roleAssignments.collect(open.context)).toEqual({
    read: 3,
    expected: 3,
    misses: [
      {
        part: 'eligible-assignments',
        reason: 'permission',
        detail:
          '403 Authorization_RequestDenied — GET /v1.0/roleManagement/directory/roleEligibilitySchedules',
        grants: [[{ kind: 'graph-permission', name: 'RoleEligibilitySchedule.Read.Directory' }]],
      },
    ],
  });
});

test('without Entra ID P2 no role can be eligible, and the licence is told', async () => {
  const unlicensed = { status: 400, json: { error: { code: 'AadPremiumLicenseRequired', message: 'P2' } } };
  open = await collecting(
    farSide({
      [`${ROLES}/roleDefinitions`]: DEFINITIONS,
      [`${ROLES}/roleAssignments`]: ACTIVE,
      [`${ROLES}/roleEligibilitySchedules`]: unlicensed,
    }),
    { tenant: { skus: [] } },
  );
  expect(await roleAssignments.collect(open.context)).toMatchObject({
    read: 3,
    misses: [
      {
        part: 'eligible-assignments',
        reason: 'licence',
        grants: [[{ kind: 'licence', name: 'Microsoft Entra ID P2' }]],
      },
    ],
  });
});

test('assignments in force that may not be read are a refusal of the source', async () => {
  open = await collecting(
    farSide({ [`${ROLES}/roleDefinitions`]: DEFINITIONS, [`${ROLES}/roleAssignments`]: REFUSED }),
  );
  await expect(roleAssignments.collect(open.context)).rejects.toMatchObject({ kind: 'refused' });
});

test.each([
  ['no assignment at all', [], 'EmptyCollection'],
  [
    'one that names nobody',
    [{ id: '1', roleDefinitionId: GLOBAL, directoryScopeId: '/' }],
    'UnexpectedShape',
  ],
])('a directory that tells of %s has not told who administers it', async (_, value, code) => {
  open = await collecting(
    farSide({ [`${ROLES}/roleDefinitions`]: DEFINITIONS, [`${ROLES}/roleAssignments`]: { json: { value } } }),
  );
  await expect(roleAssignments.collect(open.context)).rejects.toMatchObject({ kind: 'malformed', code });
});
