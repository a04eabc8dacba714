import { z } from 'zod';
import type { Check } from '../../checks/check.ts';
import type { Ground } from '../../checks/describe-check.ts';
import type { Config } from '../../config/config.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { isListWhole, mailboxesTold } from '../../dossier/mailbox-list.ts';
import { sourceReport } from '../../snapshot/open.ts';
import { areServicesKnown } from '../../dossier/groups-known.ts';
import type { PopulationBound } from '../../situation/situation.ts';
import { isUsable, isWhole } from '../../dossier/source-use.ts';

/** Whether personal mailboxes can be told from shared, room and equipment ones; if not, for want of what. */
export type MailboxKinds = 'known' | 'told-of-some' | 'report-not-read' | 'column-missing';

/** Looks for the kinds where they stand: in Exchange’s own answer, or in the Recipient Type of mailbox usage. */
export async function mailboxKinds(db: DuckDb, manifest: SnapshotManifest): Promise<MailboxKinds> {
  const { mailboxes, told, exchange } = await mailboxesTold(db);
  const ofSome = isUsable(manifest, 'mailbox-forwarding') && exchange > 0;
  if (ofSome && isListWhole(sourceReport(manifest, 'mailbox-forwarding')))
    return (await lacksMany(db)) ? 'told-of-some' : 'known';
  if (!isUsable(manifest, 'mailbox-usage')) return ofSome ? 'told-of-some' : 'report-not-read';
  if (mailboxes > 0 && told === 0) return ofSome ? 'told-of-some' : 'column-missing';
  return (await lacksMany(db)) ? 'told-of-some' : 'known';
}

/** Mailboxes that a plan gives and whose kind nothing tells; one of this week has no row yet. */
export const KIND_UNTOLD = `personalMailbox AND mailboxKind IS NULL AND (ageAtCollection <= 7) IS NOT TRUE`;

const FEW_MAILBOXES = 5;
const FEW_OF_ALL = 0.01;

/** Renamed accounts are a few in every report; where more are absent, the report lost rows. */
async function lacksMany(db: DuckDb): Promise<boolean> {
  const { personal, untold } = await db.row(
    `SELECT count(*) FILTER (WHERE personalMailbox)::DOUBLE AS personal,
       count(*) FILTER (WHERE ${KIND_UNTOLD})::DOUBLE AS untold FROM dossier`,
    z.object({ personal: z.number(), untold: z.number() }),
  );
  return untold > Math.max(FEW_MAILBOXES, personal * FEW_OF_ALL);
}

/** How far the populations can be relied on: without the kinds they are neither a least nor a most. */
export function populationBound(manifest: SnapshotManifest, kinds: MailboxKinds): PopulationBound {
  if (kinds !== 'known') return 'approximate';
  return sourceReport(manifest, 'accounts').outcome === 'complete' ? 'exact' : 'at-least';
}

/** Of one check: sources of its own may tell who belongs to its population; service accounts that nobody told apart are in it. */
export function boundOfCheck(
  { exceptServices = false }: Check,
  { populationSources }: Pick<Ground, 'populationSources'>,
  { manifest, config, bound }: { manifest: SnapshotManifest; config: Config; bound: PopulationBound },
): PopulationBound {
  if (exceptServices && !areServicesKnown(manifest, config)) return 'approximate';
  const isPart = populationSources.some((id) => !isWhole(manifest, id));
  return bound === 'exact' && isPart ? 'at-least' : bound;
}
