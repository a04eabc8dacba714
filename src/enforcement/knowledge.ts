import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { isPartRead, unreadSubjects } from '../snapshot/parts-read.ts';

/** What was read of all that the evaluation rests on. */
export interface Knowledge {
  /** Every Conditional Access policy is in the table. */
  readonly policies: boolean;
  readonly roles: boolean;
  /** Groups whose members are not known, by the reference they were asked with, in lower case; `all` where none is. */
  readonly unreadGroups: readonly string[] | 'all';
}

/** What a snapshot's manifest tells of it. */
export function knowledgeOf(manifest: SnapshotManifest): Knowledge {
  const unread = unreadSubjects(manifest, 'group-members', 'group');
  return {
    policies: isPartRead(manifest, 'mfa-policies', 'conditional-access'),
    roles: sourceReport(manifest, 'role-assignments').outcome === 'complete',
    unreadGroups: unread === 'all' ? 'all' : unread.map((group) => group.toLowerCase()),
  };
}
