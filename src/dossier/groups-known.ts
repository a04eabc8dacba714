import type { Config } from '../config/config.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { unreadSubjects } from '../snapshot/parts-read.ts';

/** Whether the members of all these groups, as the config names them, were read to the end; of no group, they were. */
export function groupsKnown(manifest: SnapshotManifest, groups: readonly string[]): boolean {
  if (groups.length === 0) return true;
  if (!groups.every((group) => manifest.groups.includes(group))) return false;
  const unread = unreadSubjects(manifest, 'group-members', 'group');
  return unread !== 'all' && !groups.some((group) => unread.includes(group));
}

/** Whether the members of every group that makes a category of services were all read. */
export function areServicesKnown(manifest: SnapshotManifest, { categories }: Config): boolean {
  const services = categories.filter(({ service }) => service === true);
  return groupsKnown(
    manifest,
    services.flatMap(({ when }) => when.group ?? []),
  );
}
