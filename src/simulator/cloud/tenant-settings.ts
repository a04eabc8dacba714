import { subscribedSkus } from '../wire/plans-json.ts';
import { jsonAnswer, notFound, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { project, refuseOptions, selectOf, unknownProperty } from './target.ts';
import type { Permission } from '../tenant/tenant.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#';

/** GET /organization and /organization/{id}. */
export function answerOrganization(context: GraphContext, request: GraphRequest): Answer {
  const { spec } = context.tenant;
  const organization = {
    id: spec.id,
    displayName: spec.displayName,
    tenantType: 'AAD',
    countryLetterCode: 'CA',
    onPremisesSyncEnabled: true,
    assignedPlans: [],
    verifiedDomains: spec.domains
      .filter(({ isVerified }) => isVerified)
      .map(({ name, isDefault, isInitial }) => ({
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault,
        isInitial,
        name,
        type: 'Managed',
      })),
  };
  return list(context, request, 'organization', 'organization', [organization]);
}

/** GET /domains and /domains/{name}. */
export function answerDomains(context: GraphContext, request: GraphRequest): Answer {
  const domains = context.tenant.spec.domains.map(({ name, isVerified, isDefault, isInitial }) => ({
    authenticationType: 'Managed',
    availabilityStatus: null,
    id: name,
    isAdminManaged: true,
    isDefault,
    isInitial,
    isRoot: name !== 'telesante.ssss.gouv.qc.ca',
    isVerified,
    supportedServices: isVerified ? ['Email', 'OfficeCommunicationsOnline'] : [],
  }));
  return list(context, request, 'domains', 'domain', domains);
}

/** GET /subscribedSkus. */
export function answerSkus(context: GraphContext, request: GraphRequest): Answer {
  return list(context, request, 'subscribed-skus', 'subscribedSku', subscribedSkus(context.tenant));
}

/** GET /admin/reportSettings. */
export function answerReportSettings(context: GraphContext, request: GraphRequest): Answer {
  if (request.segments.join('/') !== 'admin/reportSettings')
    return unknownSegment(request.segments[1] ?? 'admin');
  const refused = refusal(context, 'report-settings');
  if (refused !== null) return refused;
  const { concealedNames = false, reportSettingsShape = 'flat' } = context.tenant.overrides;
  const settings = { displayConcealedNames: concealedNames };
  return jsonAnswer(
    JSON.stringify(
      reportSettingsShape === 'flat'
        ? { '@odata.context': `${CONTEXT}admin/reportSettings/$entity`, ...settings }
        : { value: { '@odata.type': '#microsoft.graph.adminReportSettings', ...settings } },
    ),
  );
}

function list(
  context: GraphContext,
  { segments, query }: GraphRequest,
  permission: Permission,
  type: string,
  objects: readonly (Record<string, unknown> & { id: string })[],
): Answer {
  const [set = '', key, further] = segments;
  const barred =
    refusal(context, permission) ?? refuseOptions(query, ['$select']) ?? throttled(context, 'identity');
  if (barred !== null) return barred;
  if (further !== undefined) return unknownSegment(further);
  const select = selectOf(query);
  const rows: Record<string, unknown>[] = [];
  for (const object of objects) {
    if (key !== undefined && object.id !== key) continue;
    const row = project(object, select);
    if (row === null) return unknownProperty(select?.find((name) => !(name in object)) ?? '', type);
    rows.push(row);
  }
  if (key === undefined)
    return jsonAnswer(JSON.stringify({ '@odata.context': `${CONTEXT}${set}`, value: rows }));
  const [row] = rows;
  return row === undefined
    ? notFound(key)
    : jsonAnswer(JSON.stringify({ '@odata.context': `${CONTEXT}${set}/$entity`, ...row }));
}
