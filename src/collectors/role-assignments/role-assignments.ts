import { graphPermissions } from '../../grants/grant.ts';
import type { HeldLicences } from '../../graph/classify-failure.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { PartlyCollected } from '../collector.ts';
import { heldLicences } from '../entra-licences.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { booleanField, fieldsOf, idField, oddRecords, textField, unlessOdd } from '../fields.ts';
import { missOf } from '../miss-of.ts';
import type { Miss } from '../../snapshot/miss.ts';
import type { PartOf } from '../../snapshot/source-parts.ts';
import { PageWalk } from '../page-walk.ts';
import type { PageFile } from '../../snapshot/page-file.ts';

const ROLES = '/roleManagement/directory';
const ID = 'role-assignments';
/** Of definitions and of assignments. */
const MOST_PAGES = 1_000;
const PERMISSION = graphPermissions('RoleManagement.Read.Directory');

/** Each part that can be missing takes a permission of its own. */
const GRANTS = {
  'role-definitions': PERMISSION,
  'eligible-assignments': graphPermissions('RoleEligibilitySchedule.Read.Directory'),
} as const satisfies Record<PartOf<typeof ID>, unknown>;

interface Role {
  readonly id: string;
  readonly name: string | null;
}

/** Who holds a directory role: in force, and, where the permission or the licence lets it be read, on request. */
export const roleAssignments: Collector<typeof ID> = {
  id: ID,
  grants: PERMISSION,
  partGrants: { 'eligible-assignments': GRANTS['eligible-assignments'] },
  collect: async (context): Promise<Collected<typeof ID>> => {
    const file = await context.store.pageFile(ID);
    await file.clear();
    const roles = new Map<string, Role>();
    const held = heldLicences(context.tenant);
    const misses = [
      ...missed('role-definitions', await readDefinitions(context, roles), held),
      ...(await collectActive(context, file, roles)),
      ...missed('eligible-assignments', await collectAssignments(context, file, roles, 'eligible'), held),
    ];
    const { rows } = await context.store.seal(ID, file, KEY);
    return { read: rows, expected: rows, ...(misses.length === 0 ? {} : { misses }) };
  },
};

const KEY = ['principalId', 'roleId', 'scope', 'assignment'];

/** Some hundred: the built-in roles, and at most a hundred of the tenant's own. */
async function readDefinitions(
  context: CollectContext,
  roles: Map<string, Role>,
): Promise<GraphFailure | null> {
  const path = `${ROLES}/roleDefinitions`;
  let odd = 0;
  const failure = await failureOfWalk(async () => {
    for await (const { items } of new PageWalk(
      context.client,
      path,
      { mostPages: MOST_PAGES },
      path,
    ).pages()) {
      for (const item of items) {
        const read = unlessOdd(() => definitionOf(item));
        if (read === null) odd += 1;
        else if (read.id !== null) roles.set(read.id.toLowerCase(), read.role);
      }
    }
  });
  return failure ?? oddRecords(`GET /v1.0${path}`, odd);
}

function definitionOf(item: unknown): { id: string | null; role: Role } {
  const fields = fieldsOf(item, 'unifiedRoleDefinition');
  const id = textField(fields, 'id');
  const template = booleanField(fields, 'isBuiltIn') === false ? null : textField(fields, 'templateId');
  return { id, role: { id: template ?? id ?? '', name: textField(fields, 'displayName') } };
}

/** Without the assignments in force there is no source: what breaks them off breaks it off. */
async function collectActive(
  context: CollectContext,
  file: PageFile,
  roles: ReadonlyMap<string, Role>,
): Promise<never[]> {
  const failure = await collectAssignments(context, file, roles, 'active');
  if (file.rows === 0) throw failure ?? noAssignments();
  if (failure === null) return [];
  const { rows } = await context.store.seal(ID, file, KEY);
  throw new PartlyCollected({ read: rows, expected: rows }, failure);
}

/** Each tenant has an administrator: an identity that sees none may see none of them. */
function noAssignments(): GraphFailure {
  const message = 'the directory told of no role assignment at all';
  const code = 'EmptyCollection';
  return new GraphFailure({ kind: 'malformed', request: `GET /v1.0${ROLES}`, status: 200, code, message });
}

async function collectAssignments(
  { client, onProgress, tenant }: CollectContext,
  file: PageFile,
  roles: ReadonlyMap<string, Role>,
  assignment: 'active' | 'eligible',
): Promise<GraphFailure | null> {
  const path = `${ROLES}/${assignment === 'active' ? 'roleAssignments' : 'roleEligibilitySchedules'}`;
  // What can be held on request is a feature of P2.
  const options = assignment === 'eligible' ? { licences: heldLicences(tenant) } : {};
  let odd = 0;
  const failure = await failureOfWalk(async () => {
    for await (const { items } of new PageWalk(
      client,
      path,
      { ...options, mostPages: MOST_PAGES },
      path,
    ).pages()) {
      const rows = items
        .map((item) => unlessOdd(() => assignmentRow(item, assignment, roles)))
        .filter((row) => row !== null);
      odd += items.length - rows.length;
      await file.appendRows(rows, null);
      onProgress(ID, { read: file.rows, expected: null });
    }
  });
  return failure ?? oddRecords(`GET /v1.0${path}`, odd);
}

/** Null for one that does not tell who holds which role: left out untold, whoever holds it would pass for no administrator. */
function assignmentRow(
  item: unknown,
  assignment: 'active' | 'eligible',
  roles: ReadonlyMap<string, Role>,
): object | null {
  const fields = fieldsOf(item, 'unifiedRoleAssignment');
  const principalId = idField(fields, 'principalId');
  const definitionId = idField(fields, 'roleDefinitionId');
  if (principalId === null || definitionId === null) return null;
  // A built-in role's definition bears the id of its template in every tenant.
  const role = roles.get(definitionId.toLowerCase()) ?? { id: definitionId, name: null };
  const scope = textField(fields, 'directoryScopeId') ?? textField(fields, 'appScopeId');
  return { principalId, roleId: role.id, roleName: role.name, scope, assignment };
}

function missed(
  part: PartOf<typeof ID>,
  failure: GraphFailure | null,
  held: HeldLicences,
): Miss<typeof ID>[] {
  return failure === null ? [] : [missOf(part, failure, { held, grants: GRANTS[part] })];
}
