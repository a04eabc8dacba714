import { graphPermissions } from '../grants/grant.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { GraphFailure } from '../graph/graph-failure.ts';
import { collecting, type Collecting } from '../testing/collecting.ts';
import type { Scripted } from '../testing/scripted-transport.ts';
import type { Collector } from './collector.ts';
import { heldLicences } from './entra-licences.ts';
import { gapReasonOf } from './gap-reason-of.ts';
import { mfaPolicies } from './mfa-policies/mfa-policies.ts';
import { mfaRegistrations } from './mfa-registrations/mfa-registrations.ts';
import { signInActivity } from './sign-in-activity/sign-in-activity.ts';
import type { TenantFacts } from './tenant/tenant-facts.ts';

const P1 = { id: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', name: 'AAD_PREMIUM' };
const P2 = { id: 'EEC0EB4F-6444-4F95-ABA0-50C24D67F998', name: 'AAD_PREMIUM_P2' };
const EXCHANGE = { id: 'efb87545-963c-4e0d-99df-69c6916d9eb0', name: 'EXCHANGE_S_ENTERPRISE' };
const SKU = { id: 'e3', partNumber: 'SPE_E3', consumed: 1, enabled: 1 };

type Licences = Pick<TenantFacts, 'skus' | 'servicePlans'>;
const HOLDS_P1: Licences = { skus: [SKU], servicePlans: [EXCHANGE, P1] };
const HOLDS_P2: Licences = { skus: [SKU], servicePlans: [P2] };
const HOLDS_NEITHER: Licences = { skus: [SKU], servicePlans: [EXCHANGE] };
const NOT_READ: Licences = { skus: null, servicePlans: [] };

const CODE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const SENTENCE = "Neither tenant is B2C or tenant doesn't have premium license";
const REFUSED: Scripted = { status: 403, json: { error: { code: CODE, message: SENTENCE } } };

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

test('what the subscriptions hold is known by the ids of their service plans, P2 holding P1', () => {
  const held = (licences: Licences): unknown => {
    const known = heldLicences(licences);
    return known === null ? null : [...known];
  };
  expect([HOLDS_P1, HOLDS_P2, HOLDS_NEITHER, NOT_READ].map(held)).toEqual([['P1'], ['P1', 'P2'], [], null]);
  expect(held({ skus: [], servicePlans: [] })).toEqual([]);
  // A subscription whose plans did not come may hold anything.
  expect(held({ skus: [SKU], servicePlans: [] })).toBeNull();
});

const SIGN_INS = 'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=500';
const SOURCES: readonly [string, Collector, object][] = [
  [
    'sign-ins',
    signInActivity,
    { id: 'a', signInActivity: { lastSuccessfulSignInDateTime: '2020-10-01T00:00:00Z' } },
  ],
  ['registrations', mfaRegistrations, { id: 'a', isMfaCapable: true, methodsRegistered: [] }],
];

describe.each(SOURCES)('premium refused for %s', (_name, source, item) => {
  test.each([
    ['holds P1', HOLDS_P1],
    ['holds P2', HOLDS_P2],
    ['does not tell its licences', NOT_READ],
  ])('is asked again, by the same request, of a tenant that %s', async (_what, tenant) => {
    open = await collecting([REFUSED, { json: { value: [item] } }], { tenant, total: 1 });
    expect(await source.collect(open.context)).toEqual({ read: 1, expected: 1 });
    const urls = open.transport.sent.map(({ url }) => url);
    expect(urls).toEqual([urls[0], urls[0]]);
  });

  test('is asked again on a later page, and what was read stays', async () => {
    const next = 'https://graph.microsoft.com/v1.0/next?$skiptoken=2';
    const answers = [{ json: { value: [item], '@odata.nextLink': next } }, REFUSED, { json: { value: [] } }];
    open = await collecting(answers, { tenant: HOLDS_P1, total: 1 });
    expect(await source.collect(open.context)).toEqual({ read: 1, expected: 1 });
    expect(open.transport.sent.map(({ url }) => url).slice(1)).toEqual([next, next]);
  });

  test('is given up in the end, and no licence that is there is said to be missing', async () => {
    open = await collecting(() => REFUSED, { tenant: HOLDS_P1, giveUpAfterMs: 700 });
    const failure = await failureOf(source.collect(open.context));
    expect(failure).toMatchObject({ kind: 'gave-up', status: 403, code: CODE, said: SENTENCE });
    expect(gapReasonOf(failure, heldLicences(HOLDS_P1))).toBe('gave-up');
    expect(open.transport.sent).toHaveLength(2);
  });

  test('is final where the licences were read and hold neither', async () => {
    open = await collecting(() => REFUSED, { tenant: HOLDS_NEITHER });
    const failure = await failureOf(source.collect(open.context));
    expect(failure).toMatchObject({ kind: 'refused', licence: 'P1' });
    expect(gapReasonOf(failure, heldLicences(HOLDS_NEITHER))).toBe('licence');
    expect(open.transport.sent).toHaveLength(1);
  });
});

test('another 403 is not asked again, whatever the tenant holds', async () => {
  const denied = { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } };
  open = await collecting(() => denied, { tenant: HOLDS_P1 });
  const failure = await failureOf(signInActivity.collect(open.context));
  expect(gapReasonOf(failure, heldLicences(HOLDS_P1))).toBe('permission');
  expect(open.transport.sent.map(({ url }) => url)).toEqual([SIGN_INS]);
});

test('a licence that is held is never told as missing, even by a request that was not tried again', () => {
  const facts = { kind: 'refused', request: 'GET /x', status: 403, code: CODE, message: '' } as const;
  const told = [HOLDS_P1, HOLDS_P2, HOLDS_NEITHER, NOT_READ].map((licences) =>
    gapReasonOf(new GraphFailure(facts), heldLicences(licences)),
  );
  expect(told).toEqual(['error', 'error', 'licence', 'licence']);
});

test('without P1 the policies need it beside the permission', async () => {
  const defaults = { json: { id: 'd', isEnabled: true } };
  const denied = { status: 403, json: { error: { code: 'AccessDenied', message: 'scopes are missing' } } };
  const needs = async (tenant: Licences): Promise<unknown> => {
    open = await collecting(({ url }) => (url.endsWith('/policies') ? denied : defaults), { tenant });
    const { shortfall } = await mfaPolicies.collect(open.context);
    await open.close();
    open = null;
    return shortfall;
  };
  const detail = '403 AccessDenied — GET /v1.0/identity/conditionalAccess/policies';
  expect(await needs(HOLDS_P1)).toEqual({
    ...{ reason: 'permission', detail },
    grants: graphPermissions('Policy.Read.All'),
  });
  expect(await needs(HOLDS_NEITHER)).toEqual({
    ...{ reason: 'permission', detail },
    grants: [
      [...graphPermissions('Policy.Read.All').flat(), { kind: 'licence', name: 'Microsoft Entra ID P1' }],
    ],
  });
});

async function failureOf(work: Promise<unknown>): Promise<GraphFailure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof GraphFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
