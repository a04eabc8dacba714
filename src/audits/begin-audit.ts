import { defaultDomainOf, type TenantReading } from '../collectors/tenant/tenant.ts';
import { lockAudit } from './audit-lock.ts';
import { endingsAt, type AuditPlace, type PlaceRequest } from './audit-place.ts';
import { claimAuditFolder } from './claim-audit.ts';
import { beginningOf, writeBeginning } from './unfinished-audit.ts';

/** Claims a folder for a new audit, locked, with the record of what it began with. Throws `KnownError` (local). */
export async function beginAudit(
  { out, identity, config, notNeeded, command, standsAlone, sample, now }: PlaceRequest,
  tenant: TenantReading,
  startedAt: Date,
): Promise<AuditPlace> {
  const { auditFolder, collectedAt } = await claimAuditFolder(out, defaultDomainOf(tenant.facts), startedAt);
  const lock = await lockAudit(auditFolder, command, now);
  const beginning = beginningOf(identity, tenant, { config, notNeeded }, collectedAt, {
    standsAlone,
    sample,
  });
  await writeBeginning(auditFolder, beginning);
  return { ...endingsAt(auditFolder, lock), beginning, isResumed: false, isCollected: false };
}
