import { POLICY_KINDS } from '../../enforcement/policy-schema.ts';
import { graphPermissions } from '../../grants/grant.ts';
import type { HeldLicences } from '../../graph/classify-failure.ts';
import { describeRequest, type GraphFailure } from '../../graph/graph-failure.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { heldLicences, licenceGrants, withLicence } from '../entra-licences.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { booleanField, fieldsOf, oddRecords, textField, unlessOdd, type Fields } from '../fields.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import type { Miss } from '../../snapshot/miss.ts';
import type { PartOf } from '../../snapshot/source-parts.ts';
import { PageWalk } from '../page-walk.ts';

const ID = 'mfa-policies';
const PERMISSION = graphPermissions('Policy.Read.All');

/**
 * What demands MFA of the tenant's accounts: Conditional Access policies, as Graph gives them, and the security defaults.
 * v1.0 leaves out the policies that use what only beta can say: those are asked of beta, and kept apart.
 */
export const mfaPolicies: Collector<typeof ID> = {
  id: ID,
  grants: PERMISSION,
  licence: licenceGrants('P1'),
  collect: async (context): Promise<Collected<typeof ID>> => {
    const held = heldLicences(context.tenant);
    const conditionalAccess = await readPolicies(context, POLICIES, POLICY_KINDS.conditionalAccess);
    const preview = await readPreview(context, conditionalAccess);
    const defaults = await readSecurityDefaults(context);
    const [first, second] = [conditionalAccess.failure, defaults.failure];
    if (first !== null && second !== null && conditionalAccess.rows.length === 0) throw first;
    const file = await context.store.pageFile(ID);
    await file.clear();
    await file.appendRows([...conditionalAccess.rows, ...preview.rows, ...defaults.rows], null);
    const { rows } = await context.store.seal(ID, file, ['kind', 'policyId']);
    const misses = [
      ...missing('conditional-access', first, held),
      ...missing('security-defaults', second, held),
    ];
    const limits = limitsOf(preview, held);
    const told = { ...(misses.length + limits.length > 0 ? { misses: [...misses, ...limits] } : {}) };
    const [miss] = misses;
    if (miss === undefined) return { read: rows, expected: rows, ...told };
    return { read: rows, expected: rows, ...told, shortfall: shortfallAsFirst(miss) };
  },
};

const POLICIES = '/identity/conditionalAccess/policies';

interface Reading {
  readonly rows: readonly PolicyRow[];
  readonly failure: GraphFailure | null;
}

const MOST_PAGES = 100;

/** Entra allows 240 policies. Limited to one request a second: https://learn.microsoft.com/graph/throttling-limits */
async function readPolicies(
  { client, onProgress, tenant }: CollectContext,
  path: string,
  kind: string,
): Promise<Reading> {
  let rows: PolicyRow[] = [];
  let odd = 0;
  const options = {
    limit: 'conditional-access',
    licences: heldLicences(tenant),
    mostPages: MOST_PAGES,
  } as const;
  const walk = new PageWalk(client, path, options, path, () => {
    rows = [];
    odd = 0;
  });
  const failure = await failureOfWalk(async () => {
    for await (const { items } of walk.pages()) {
      const read = items
        .map((item) => unlessOdd(() => policyRow(fieldsOf(item, 'conditionalAccessPolicy'), kind)))
        .filter((row) => row !== null);
      odd += items.length - read.length;
      rows.push(...read);
      onProgress(ID, { read: rows.length, expected: null });
    }
  });
  return {
    rows,
    failure:
      failure ?? oddRecords(path.startsWith('/') ? `GET /v1.0${path}` : describeRequest('GET', path), odd),
  };
}

/** What beta has and v1.0 has not; not asked where v1.0 would not tell what it has. */
async function readPreview(context: CollectContext, stable: Reading): Promise<Reading> {
  if (stable.failure !== null) return { rows: [], failure: null };
  const beta = await readPolicies(context, `${context.client.origin}/beta${POLICIES}`, POLICY_KINDS.preview);
  const known = new Set(stable.rows.map(({ policyId }) => policyId));
  const rows = beta.rows.filter(({ policyId, state }) => !known.has(policyId) && state !== 'disabled');
  return { rows, failure: beta.failure };
}

/** Told beside the figures. Such a policy can only add a demand or a block: whom it may cover is undetermined, no more. */
function limitsOf({ rows, failure }: Reading, held: HeldLicences): Miss<typeof ID>[] {
  if (failure !== null) return missing('preview-policies', failure, held);
  if (rows.length === 0) return [];
  const names = rows.map(({ name, policyId }) => name ?? policyId ?? '').join(', ');
  const count = rows.length;
  const detail = `v1.0 leaves out ${count} ${count === 1 ? 'policy' : 'policies'} that beta gives: ${names}`;
  const lacks = { kind: 'preview-policies', count, told: names } as const;
  return [{ part: 'preview-policies', reason: 'not-read', detail, lacks }];
}

interface PolicyRow {
  readonly kind: string;
  readonly policyId: string | null;
  readonly name: string | null;
  readonly state: string | null;
  readonly conditions?: string | null;
  readonly grantControls?: string | null;
}

function policyRow(policy: Fields, kind: string): PolicyRow {
  return {
    kind,
    policyId: textField(policy, 'id'),
    name: textField(policy, 'displayName'),
    state: textField(policy, 'state'),
    conditions: jsonOf(policy, 'conditions'),
    grantControls: jsonOf(policy, 'grantControls'),
  };
}

/** What was not told is null, and what was told as null is the text "null". */
function jsonOf(policy: Fields, name: string): string | null {
  return policy[name] === undefined ? null : JSON.stringify(policy[name]);
}

async function readSecurityDefaults({ client }: CollectContext): Promise<Reading> {
  const rows: PolicyRow[] = [];
  const failure = await failureOfWalk(async () => {
    const answer = await client.get('/policies/identitySecurityDefaultsEnforcementPolicy');
    const policy = fieldsOf(answer.json, 'identitySecurityDefaultsEnforcementPolicy');
    const isEnabled = booleanField(policy, 'isEnabled');
    rows.push({
      kind: POLICY_KINDS.securityDefaults,
      policyId: textField(policy, 'id'),
      name: textField(policy, 'displayName'),
      state: isEnabled === null ? null : isEnabled ? 'enabled' : 'disabled',
    });
  });
  return { rows, failure };
}

/** Conditional Access is a feature of P1: without it a permission alone would give nothing. */
function missing(
  part: PartOf<typeof ID>,
  failure: GraphFailure | null,
  held: HeldLicences,
): Miss<typeof ID>[] {
  if (failure === null) return [];
  return [missOf(part, failure, { held, grants: withLicence(PERMISSION, 'P1', held) })];
}
