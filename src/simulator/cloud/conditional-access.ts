import { policiesUnder } from '../tenant/enforcement-truth.ts';
import { PREVIEW_POLICY } from '../tenant/policies.ts';
import { policyJson } from '../wire/policy-json.ts';
import { graphError, jsonAnswer, notFound, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { answerListing } from './listing.ts';
import { project, refuseOptions, selectOf, unknownProperty } from './target.ts';
import { slotOfUser } from './users.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#';

/** GET /identity/conditionalAccess/policies and /identity/conditionalAccess/policies/{id}. */
export function answerConditionalAccess(context: GraphContext, request: GraphRequest): Answer {
  const [, area, set, key, further] = request.segments;
  if (area !== 'conditionalAccess' || set !== 'policies' || further !== undefined) {
    return unknownSegment(further ?? set ?? area ?? 'identity');
  }
  const barred =
    lackingScopes(context) ??
    refuseOptions(request.query, ['$select', '$top', '$skiptoken']) ??
    tooFast(context);
  if (barred !== null) return barred;
  const { tenant } = context;
  const withPreview = request.version === 'beta' && tenant.overrides.previewPolicy === true;
  const policies = [...policiesUnder(tenant.overrides), ...(withPreview ? [PREVIEW_POLICY] : [])];
  const objects = policies.map((policy) => policyJson(tenant, policy));
  const path = 'identity/conditionalAccess/policies';
  if (key === undefined)
    return answerListing(context, request, { path, type: 'conditionalAccessPolicy', objects });
  const object = objects.find(({ id }) => id === key.toLowerCase());
  return object === undefined ? notFound(key) : jsonAnswer(JSON.stringify(object));
}

/** This part of Graph has its own code for a permission that lacks. */
function lackingScopes(context: GraphContext): Answer | null {
  const refused = refusal(context, 'mfa-policies') ?? refusal(context, 'conditional-access');
  return refused === null
    ? null
    : graphError(
        403,
        'AccessDenied',
        'You cannot perform the requested operation, required scopes are missing in the token.',
      );
}

/** One request a second, and no word of when to try again. */
function tooFast(context: GraphContext): Answer | null {
  return throttled(context, 'conditional-access') === null
    ? null
    : graphError(429, 'TooManyRequests', 'Too many requests.');
}

/** GET /policies/identitySecurityDefaultsEnforcementPolicy. */
export function answerSecurityDefaults(context: GraphContext, { segments, query }: GraphRequest): Answer {
  const [, name, further] = segments;
  if (name !== 'identitySecurityDefaultsEnforcementPolicy' || further !== undefined) {
    return unknownSegment(further ?? name ?? 'policies');
  }
  const barred =
    refusal(context, 'mfa-policies') ??
    refusal(context, 'security-defaults') ??
    refuseOptions(query, ['$select']) ??
    throttled(context, 'identity');
  if (barred !== null) return barred;
  const row = project(
    {
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      description:
        'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
      isEnabled: context.tenant.overrides.securityDefaults ?? false,
    },
    selectOf(query),
  );
  if (row === null)
    return unknownProperty(query.get('$select') ?? '', 'identitySecurityDefaultsEnforcementPolicy');
  return jsonAnswer(
    JSON.stringify({
      '@odata.context': `${CONTEXT}policies/identitySecurityDefaultsEnforcementPolicy/$entity`,
      ...row,
    }),
  );
}

/** GET /beta/users/{id}/authentication/requirements. */
export function answerRequirements(context: GraphContext, { segments, query }: GraphRequest): Answer {
  const [, key = '', relation, name, further] = segments;
  if (relation !== 'authentication' || name !== 'requirements' || further !== undefined) {
    return unknownSegment(further ?? name ?? relation ?? 'users');
  }
  const barred =
    refusal(context, 'mfa-policies') ??
    refusal(context, 'per-user-mfa') ??
    refuseOptions(query, ['$select']) ??
    throttled(context, 'identity');
  if (barred !== null) return barred;
  const slot = slotOfUser(context, key);
  if (slot < 0) return notFound(key);
  const perUserMfaState = context.tenant.perUserMfaOf(context.tenant.accountAt(slot));
  return jsonAnswer(JSON.stringify({ perUserMfaState }));
}
