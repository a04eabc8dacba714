import { lockAudit } from './audit-lock.ts';
import { endingsAt, type AuditPlace } from './audit-place.ts';
import { claimAuditFolder } from './claim-audit.ts';

/** The folder of an import, locked: it is done at once, and nothing of it is resumed. */
export type ImportPlace = Pick<
  AuditPlace,
  'auditFolder' | 'complete' | 'abandon' | 'requireHeld' | 'release'
> & {
  readonly importedAt: Date;
};

/** Claims a folder for an audit whose snapshot is imported. Throws `KnownError` (local). */
export async function beginImport(
  out: string,
  {
    domain,
    importedAt,
    now,
  }: { readonly domain: string; readonly importedAt: Date; readonly now: () => Date },
): Promise<ImportPlace> {
  const { auditFolder, collectedAt } = await claimAuditFolder(out, domain, importedAt);
  const lock = await lockAudit(auditFolder, 'import', now);
  return { ...endingsAt(auditFolder, lock), importedAt: collectedAt };
}
