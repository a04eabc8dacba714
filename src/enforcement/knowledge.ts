import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** What was read of all that the evaluation rests on. */
export interface Knowledge {
  /** Every Conditional Access policy is in the table. */
  readonly policies: boolean;
  readonly roles: boolean;
  /** Groups whose members are not known, by the reference they were asked with, in lower case; `all` where none is. */
  readonly unreadGroups: readonly string[] | 'all';
}

/** How `mfa-policies` names its parts where one is missing. */
export const POLICY_PARTS = {
  conditionalAccess: 'conditionalAccess',
  /** Of those that v1.0 leaves out, which beta gives. */
  preview: 'previewPolicies',
  securityDefaults: 'securityDefaults',
} as const;

/** What a snapshot's manifest tells of it. */
export function knowledgeOf(manifest: SnapshotManifest): Knowledge {
  const report = (id: SourceId): SourceReport | undefined =>
    manifest.sources.find((source) => source.id === id);
  const policies = report('mfa-policies');
  const groups = report('group-members');
  const misses = (policies?.misses ?? []).map(({ what }) => what);
  const isOfOthers =
    misses.length > 0 && !misses.some((what) => what.startsWith(POLICY_PARTS.conditionalAccess));
  return {
    policies: policies?.outcome === 'complete' || (policies?.outcome === 'partial' && isOfOthers),
    roles: report('role-assignments')?.outcome === 'complete',
    unreadGroups: isRead(groups) ? (groups?.misses ?? []).map(({ what }) => groupIn(what)) : 'all',
  };
}

/** A part that takes a grant of its own bears it after its name, as a group with hidden members does. */
function groupIn(what: string): string {
  return what.replace(/ \([A-Z]\w*(?:\.\w+)+\)$/, '').toLowerCase();
}

/** In part, with what is missing told one by one, is as good as whole. */
function isRead(report: SourceReport | undefined): boolean {
  return (
    report?.outcome === 'complete' || (report?.outcome === 'partial' && (report.misses ?? []).length > 0)
  );
}
