import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { mfaPolicies } from './mfa-policies.ts';

const POLICIES = 'https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies';
const BETA = 'https://graph.microsoft.com/beta/identity/conditionalAccess/policies';
const DEFAULTS = 'https://graph.microsoft.com/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const REFUSED: Scripted = { status: 403, json: { error: { code: 'AccessDenied', message: 'no' } } };
const OFF: Scripted = { json: { id: 'd', displayName: 'Security Defaults', isEnabled: false } };
const OFF_ROW = {
  kind: 'security-defaults',
  policyId: 'd',
  name: 'Security Defaults',
  state: 'disabled',
  conditions: null,
  grantControls: null,
};

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

function farSide(answers: Readonly<Record<string, Scripted>>): (request: { url: string }) => Scripted {
  return ({ url }) => answers[url] ?? { status: 400, json: { error: { code: 'Unscripted' } } };
}

const POLICY = {
  id: 'p1',
  displayName: 'AMF',
  state: 'enabled',
  conditions: { users: { includeUsers: ['All'] }, futureCondition: { level: 'x' } },
  grantControls: { operator: 'OR', authenticationStrength: { id: 's', requirementsSatisfied: 'mfa' } },
};

test('policies are kept as Graph gives them, over all pages, with the security defaults', async () => {
  const next = `${POLICIES}?$skiptoken=2`;
  open = await collecting(
    farSide({
      [POLICIES]: { json: { value: [POLICY], '@odata.nextLink': next } },
      [next]: {
        json: { value: [{ id: 'p2', displayName: 'Session', state: 'disabled', grantControls: null }] },
      },
      [BETA]: { json: { value: [POLICY] } },
      [DEFAULTS]: OFF,
    }),
  );
  expect(await mfaPolicies.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(await open.rows('mfa-policies', 'policyId')).toEqual([
    OFF_ROW,
    {
      kind: 'conditional-access',
      policyId: 'p1',
      name: 'AMF',
      state: 'enabled',
      conditions: JSON.stringify(POLICY.conditions),
      grantControls: JSON.stringify(POLICY.grantControls),
    },
    {
      kind: 'conditional-access',
      policyId: 'p2',
      name: 'Session',
      state: 'disabled',
      conditions: null,
      grantControls: 'null',
    },
  ]);
});

test('one part refused is told, and the other kept', async () => {
  open = await collecting(farSide({ [POLICIES]: REFUSED, [DEFAULTS]: OFF }));
  const detail = '403 AccessDenied — GET /v1.0/identity/conditionalAccess/policies';
  expect(await mfaPolicies.collect(open.context)).toEqual({
    read: 1,
    expected: 1,
    misses: [{ part: 'conditional-access', reason: 'permission', detail, grants: mfaPolicies.grants }],
    shortfall: { reason: 'permission', detail, grants: mfaPolicies.grants },
  });
  expect(await open.rows('mfa-policies', 'policyId')).toEqual([OFF_ROW]);
});

test('a tenant without Entra ID P1 is told the licence, and never that it has no policy', async () => {
  const unlicensed = {
    status: 403,
    json: { error: { code: 'AccessDenied', message: 'Tenant is not licensed' } },
  };
  open = await collecting(farSide({ [POLICIES]: unlicensed, [DEFAULTS]: OFF }), { tenant: { skus: [] } });
  expect(await mfaPolicies.collect(open.context)).toMatchObject({
    read: 1,
    misses: [{ part: 'conditional-access', reason: 'licence', grants: mfaPolicies.licence }],
    shortfall: { reason: 'licence', grants: mfaPolicies.licence },
  });
});

test('both parts refused is a refusal of the source', async () => {
  open = await collecting(farSide({ [POLICIES]: REFUSED, [DEFAULTS]: REFUSED }));
  await expect(mfaPolicies.collect(open.context)).rejects.toMatchObject({
    kind: 'refused',
    code: 'AccessDenied',
  });
});

test('policies that only beta gives are kept apart and told, those in force and in report-only alike', async () => {
  const preview = { ...POLICY, id: 'p3', displayName: 'Aperçu' };
  const off = { ...POLICY, id: 'p4', displayName: 'Ancien aperçu', state: 'disabled' };
  open = await collecting(
    farSide({
      [POLICIES]: { json: { value: [POLICY] } },
      [BETA]: { json: { value: [off, preview, POLICY] } },
      [DEFAULTS]: OFF,
    }),
  );
  expect(await mfaPolicies.collect(open.context)).toEqual({
    read: 3,
    expected: 3,
    misses: [
      {
        part: 'preview-policies',
        reason: 'not-read',
        detail: 'v1.0 leaves out 1 policy that beta gives: Aperçu',
        lacks: { kind: 'preview-policies', count: 1, told: 'Aperçu' },
      },
    ],
  });
  const rows = await open.rows('mfa-policies', 'policyId');
  expect(rows).toMatchObject([
    OFF_ROW,
    { policyId: 'p1' },
    { kind: 'conditional-access-preview', policyId: 'p3' },
  ]);
});

test('a beta that will not tell costs no policy of v1.0, and is told', async () => {
  open = await collecting(
    farSide({ [POLICIES]: { json: { value: [POLICY] } }, [BETA]: REFUSED, [DEFAULTS]: OFF }),
  );
  expect(await mfaPolicies.collect(open.context)).toEqual({
    read: 2,
    expected: 2,
    misses: [
      {
        part: 'preview-policies',
        grants: mfaPolicies.grants,
        reason: 'permission',
        detail: '403 AccessDenied — GET /beta/identity/conditionalAccess/policies',
      },
    ],
  });
});
