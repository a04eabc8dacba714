import type { GapRank } from '../../situation/gap-rank.ts';
import type { GapReason } from '../../snapshot/manifest.ts';

/** What a gap is about, where its reason alone does not tell what to do about it. */
export type GapTopic =
  | 'absent-accounts'
  | 'category-of-nobody'
  | 'directory-differs'
  | 'directory-differs-little'
  | 'establishment-of-nobody'
  | 'establishment-spellings'
  | 'kinds-of-some'
  | 'receiving'
  | 'roster-of-nobody'
  | 'stale-report'
  | 'unmatched-rows';

/** `repair`: somebody has something to do; `wait`: time mends it; `ordinary`: nothing to do. */
const RANK_OF_REASON: Readonly<Record<GapReason, GapRank>> = {
  permission: 'repair',
  licence: 'repair',
  'concealed-names': 'repair',
  'no-cloud-mailbox': 'repair',
  denied: 'repair',
  // The service may have been busy, or the time allowed too short: nothing mends it but another collection.
  'gave-up': 'repair',
  error: 'repair',
  'not-read': 'repair',
};

/** One that lowers a count, makes anybody undetermined or costs an indicator is never ordinary. */
const RANK_OF_TOPIC: Readonly<Record<GapTopic, GapRank>> = {
  /** Accounts of this week, or renamed ones: a report has them within 48 h. */
  'absent-accounts': 'wait',
  /** A typing error looks like a finding otherwise; so do the two of an establishment and a roster. */
  'category-of-nobody': 'repair',
  'directory-differs': 'repair',
  'directory-differs-little': 'ordinary',
  'establishment-of-nobody': 'repair',
  /** They count as one already. */
  'establishment-spellings': 'ordinary',
  'kinds-of-some': 'wait',
  receiving: 'wait',
  'roster-of-nobody': 'repair',
  'stale-report': 'wait',
  'unmatched-rows': 'ordinary',
};

/** How much a gap matters: by what it is about, else by its reason. */
export function rankOf({
  reason,
  topic,
}: {
  readonly reason: GapReason;
  readonly topic?: GapTopic;
}): GapRank {
  return topic === undefined ? RANK_OF_REASON[reason] : RANK_OF_TOPIC[topic];
}
