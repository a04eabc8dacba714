import { assignmentsOf, roleDefinitions, type Assignment, type RoleObject } from '../wire/role-json.ts';
import { badRequest, graphError, notFound, jsonAnswer, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { answerListing } from './listing.ts';
import { refuseOptions } from './target.ts';

const ASSIGNMENTS = {
  roleAssignments: { kind: 'active', type: 'unifiedRoleAssignment' },
  roleEligibilitySchedules: { kind: 'eligible', type: 'unifiedRoleEligibilitySchedule' },
  roleEligibilityScheduleInstances: { kind: 'eligible', type: 'unifiedRoleEligibilityScheduleInstance' },
} as const;

/** GET /roleManagement/directory/… : roleDefinitions, roleAssignments, roleEligibilitySchedules and their instances. */
export function answerRoles(context: GraphContext, request: GraphRequest): Answer {
  const [, provider, set = '', key, further] = request.segments;
  if (provider !== 'directory' || further !== undefined) return unknownSegment(further ?? provider ?? '');
  switch (set) {
    case 'roleDefinitions':
      return definitions(context, request, key);
    case 'roleAssignments':
    case 'roleEligibilitySchedules':
    case 'roleEligibilityScheduleInstances':
      return key === undefined ? assignments(context, request, set) : unknownSegment(key);
    default:
      return unknownSegment(set);
  }
}

function definitions(context: GraphContext, request: GraphRequest, key: string | undefined): Answer {
  const barred =
    refusal(context, 'role-assignments') ??
    refuseOptions(request.query, ['$select', '$top', '$skiptoken']) ??
    throttled(context, 'identity');
  if (barred !== null) return barred;
  const objects = roleDefinitions(context.tenant);
  const path = 'roleManagement/directory/roleDefinitions';
  if (key === undefined)
    return answerListing(context, request, { path, type: 'unifiedRoleDefinition', objects });
  const object = objects.find(({ id }) => id === key.toLowerCase());
  return object === undefined ? notFound(key) : jsonAnswer(JSON.stringify(object));
}

function assignments(context: GraphContext, request: GraphRequest, set: keyof typeof ASSIGNMENTS): Answer {
  const { kind, type } = ASSIGNMENTS[set];
  const barred =
    (kind === 'active' ? refusal(context, 'role-assignments') : ineligible(context)) ??
    refuseOptions(request.query, ['$select', '$top', '$expand', '$skiptoken']) ??
    throttled(context, 'identity');
  if (barred !== null) return barred;
  const expand = (request.query.get('$expand') ?? '').split(',').filter((name) => name !== '');
  const unknown = expand.find((name) => name !== 'principal' && name !== 'roleDefinition');
  if (unknown !== undefined) return badRequest(`Could not find a property named '${unknown}' to expand.`);
  const path = `roleManagement/directory/${set}`;
  return answerListing(context, request, { path, type, objects: expanded(context, kind, expand) });
}

/**
 * Eligibility comes with Privileged Identity Management and a permission of its own.
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityschedules
 */
function ineligible(context: GraphContext): Answer | null {
  const refused = refusal(context, 'role-assignments') ?? refusal(context, 'role-eligibility');
  if (refused !== null) return refused;
  return context.tenant.overrides.entraPremium === false
    ? graphError(
        400,
        'AadPremiumLicenseRequired',
        'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
      )
    : null;
}

function* expanded(
  { tenant }: GraphContext,
  kind: 'active' | 'eligible',
  expand: readonly string[],
): Generator<RoleObject> {
  const roles = new Map(roleDefinitions(tenant).map((role) => [role.id, role]));
  for (const { row, principal } of assignmentsOf(tenant, kind)) {
    yield {
      ...row,
      ...(expand.includes('principal') ? { principal: principalJson(principal) } : {}),
      ...(expand.includes('roleDefinition')
        ? { roleDefinition: roles.get(String(row.roleDefinitionId)) }
        : {}),
    };
  }
}

function principalJson({ type, id, displayName }: Assignment['principal']): object {
  return { '@odata.type': `#microsoft.graph.${type}`, id, displayName };
}
