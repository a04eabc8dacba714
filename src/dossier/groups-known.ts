import type { Config } from '../config/config.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';

/** Whether the members of all these groups, as the config names them, were read to the end; of no group, they were. */
export function groupsKnown(manifest: SnapshotManifest, groups: readonly string[]): boolean {
  if (groups.length === 0) return true;
  const { outcome, misses } = sourceReport(manifest, 'group-members');
  if (!groups.every((group) => manifest.groups.includes(group))) return false;
  if (outcome === 'complete') return true;
  // A source that broke off without telling at which group may have broken off at one of these.
  return outcome === 'partial' && misses !== undefined && !misses.some(({ what }) => groups.includes(what));
}

/** Whether the members of every group that makes a category of services were all read. */
export function areServicesKnown(manifest: SnapshotManifest, { categories }: Config): boolean {
  const services = categories.filter(({ service }) => service === true);
  return groupsKnown(
    manifest,
    services.flatMap(({ when }) => when.group ?? []),
  );
}
