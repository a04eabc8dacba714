import type { Grants } from '../grants/grant.ts';
import { graphPermissions } from '../grants/grant.ts';
import { SOURCE_PARTS, type PartOf } from '../snapshot/source-parts.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { COLLECTORS } from './catalogue.ts';
import { TENANT_PERMISSIONS } from './tenant/tenant.ts';

/** What a source, or one part of it, takes of the tenant's administrators. */
export interface PermissionNeed {
  readonly source: SourceId;
  /** The part that takes it beside what its source takes; null for the source itself. */
  readonly part: PartOf | null;
  readonly grants: Grants;
  /** The licence that the tenant must hold; null where none is needed. */
  readonly licence: Grants | null;
}

/** What every source takes, as its collector says; in the order of the snapshot's tables. */
export const PERMISSION_NEEDS: readonly PermissionNeed[] = SOURCE_IDS.flatMap(needsOf);

function needsOf(source: SourceId): PermissionNeed[] {
  if (source === 'tenant') {
    return SOURCE_PARTS.tenant.map((part) => ({
      ...{ source, part, licence: null },
      grants: graphPermissions(TENANT_PERMISSIONS[part]),
    }));
  }
  const collector = COLLECTORS.find(({ id }) => id === source);
  if (collector === undefined) throw new Error(`no collector of ${source}`);
  const { grants, licence = null, partGrants = {} } = collector;
  const parts = SOURCE_PARTS[source].flatMap((part): PermissionNeed[] => {
    const own = partGrants[part];
    return own === undefined ? [] : [{ source, part, grants: own, licence: null }];
  });
  return [{ source, part: null, grants, licence }, ...parts];
}
