import { instant } from '../i18n/format.ts';
import { readSituation } from '../situation/read-situation.ts';
import type { EarlierAudit } from '../assessment/trend/earlier-audits.ts';
import { findAudit } from './find-audit.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { findingsOf } from './earlier-audits.ts';
import { notOfEverybody } from './pilot.ts';
import { refuseAlteredAssessment } from './refuse-altered.ts';
import { told, trouble } from './trouble.ts';

/** An assessed audit of a whole tenant, as its assessment left it. Throws `KnownError` (local, usage). */
export async function assessedAudit(named: string, out: string): Promise<EarlierAudit> {
  return assessedIn(await findAudit(named, out, auditPaths.situation), named);
}

/** The same, of an audit that was found, or opened. */
export async function assessedIn(auditFolder: string, named: string): Promise<EarlierAudit> {
  const situation = await readSituation(auditFolder);
  if (situation.scope !== undefined) {
    throw trouble('usage', 'part', { named }, [told('nameItsAudit')]);
  }
  if (situation.sample !== undefined) throw notOfEverybody(named, situation.sample);
  await refuseAlteredAssessment(auditFolder, findingsOf(auditFolder, situation));
  return { auditFolder, situation, isNamed: true };
}

/** The audit that `--previous` names; undefined where it names none. Throws `KnownError`. */
export async function previousAudit({
  previous,
  out,
}: {
  readonly previous?: string;
  readonly out: string;
}): Promise<EarlierAudit | undefined> {
  return previous === undefined ? undefined : assessedAudit(previous, out);
}

/** Throws `KnownError` (usage) where the audit to compare with is of another tenant, or not earlier than the snapshot, or where the snapshot is of a pilot. */
export async function requireEarlier(previous: EarlierAudit, auditFolder: string): Promise<void> {
  const { tenant, collectedAt, sample } = (await openSnapshot(auditFolder)).manifest;
  if (sample !== undefined) throw notOfEverybody(auditFolder, sample);
  requireInOrder(previous.situation, { tenant, collectedAt });
}

interface Dated {
  readonly tenant: { readonly id: string; readonly defaultDomain: string };
  readonly collectedAt: string;
}

/** Throws `KnownError` (usage) unless the one is an earlier audit of the other's tenant. */
export function requireInOrder(older: Dated, newer: Dated): void {
  if (older.tenant.id !== newer.tenant.id) {
    throw trouble('usage', 'otherTenants', { older: tenantOf(older), newer: tenantOf(newer) }, [
      told('nameSameTenant'),
    ]);
  }
  if (Date.parse(older.collectedAt) < Date.parse(newer.collectedAt)) return;
  throw trouble(
    'usage',
    'notEarlier',
    {
      olderFr: instant(older.collectedAt, 'fr'),
      newerFr: instant(newer.collectedAt, 'fr'),
      olderEn: instant(older.collectedAt, 'en'),
      newerEn: instant(newer.collectedAt, 'en'),
    },
    [told('nameEarlier')],
  );
}

function tenantOf({ tenant: { defaultDomain, id } }: Dated): string {
  return `${defaultDomain} (${id})`;
}
