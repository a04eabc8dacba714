import { POLICY_PARTS } from '../../enforcement/knowledge.ts';
import type { HeldLicences } from '../../graph/classify-failure.ts';
import type { GraphFailure } from '../../graph/graph-failure.ts';
import type { GapReason } from '../../snapshot/manifest.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { heldLicences, LICENCE_NAMES } from '../entra-licences.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { booleanField, fieldsOf, textField, type Fields } from '../fields.ts';
import { missOf } from '../miss-of.ts';
import { PageWalk } from '../page-walk.ts';

const PERMISSION = 'Policy.Read.All';

/** What demands MFA of the tenant's accounts: Conditional Access policies, as Graph gives them, and the security defaults. */
export const mfaPolicies: Collector = {
  id: 'mfa-policies',
  permission: PERMISSION,
  licence: LICENCE_NAMES.P1,
  collect: async (context): Promise<Collected> => {
    const held = heldLicences(context.tenant);
    const conditionalAccess = await readConditionalAccess(context, held);
    const defaults = await readSecurityDefaults(context);
    const [first, second] = [conditionalAccess.failure, defaults.failure];
    if (first !== null && second !== null && conditionalAccess.rows.length === 0) throw first;
    const file = await context.store.pageFile('mfa-policies');
    await file.clear();
    await file.appendRows([...conditionalAccess.rows, ...defaults.rows], null);
    const { rows } = await context.store.seal('mfa-policies', file, ['kind', 'policyId']);
    const misses = [
      ...missing(POLICY_PARTS.conditionalAccess, first, held),
      ...missing(POLICY_PARTS.securityDefaults, second, held),
    ];
    const [miss] = misses;
    if (miss === undefined) return { read: rows, expected: rows };
    const { reason, detail } = miss;
    return { read: rows, expected: rows, misses, shortfall: { reason, detail, ...needsOf(reason, held) } };
  },
};

interface Reading {
  readonly rows: readonly object[];
  readonly failure: GraphFailure | null;
}

/** Entra allows 240 policies. Paced to one request a second: https://learn.microsoft.com/graph/throttling-limits */
async function readConditionalAccess(
  { client, onProgress }: CollectContext,
  licences: HeldLicences,
): Promise<Reading> {
  const path = '/identity/conditionalAccess/policies';
  let rows: object[] = [];
  const walk = new PageWalk(client, path, { limit: 'conditional-access', licences }, path, () => {
    rows = [];
  });
  const failure = await failureOfWalk(async () => {
    for await (const { items } of walk.pages()) {
      rows.push(...items.map((item) => policyRow(fieldsOf(item, 'conditionalAccessPolicy'))));
      onProgress('mfa-policies', { read: rows.length, expected: null });
    }
  });
  return { rows, failure };
}

function policyRow(policy: Fields): object {
  return {
    kind: 'conditional-access',
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
  const rows: object[] = [];
  const failure = await failureOfWalk(async () => {
    const answer = await client.get('/policies/identitySecurityDefaultsEnforcementPolicy');
    const policy = fieldsOf(answer.json, 'identitySecurityDefaultsEnforcementPolicy');
    const isEnabled = booleanField(policy, 'isEnabled');
    rows.push({
      kind: 'security-defaults',
      policyId: textField(policy, 'id'),
      name: textField(policy, 'displayName'),
      state: isEnabled === null ? null : isEnabled ? 'enabled' : 'disabled',
    });
  });
  return { rows, failure };
}

function missing(
  what: string,
  failure: GraphFailure | null,
  held: HeldLicences,
): NonNullable<Collected['misses']> {
  return failure === null ? [] : [missOf(`${what} (${PERMISSION})`, failure, held)];
}

/** Conditional Access is a feature of P1: without it a permission alone would give nothing. */
function needsOf(reason: GapReason, held: HeldLicences): { needs?: string } {
  if (reason === 'licence') return { needs: LICENCE_NAMES.P1 };
  if (reason !== 'permission') return {};
  return { needs: held === null || held.has('P1') ? PERMISSION : `${PERMISSION}, ${LICENCE_NAMES.P1}` };
}
