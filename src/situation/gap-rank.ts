/** How much a gap matters, the most first. */
export const GAP_RANKS = ['repair', 'wait', 'ordinary'] as const;
export type GapRank = (typeof GAP_RANKS)[number];

/** The gaps, those to repair first, else as they were. */
export function byRank<G extends { readonly rank: GapRank }>(gaps: readonly G[]): G[] {
  return GAP_RANKS.flatMap((rank) => gaps.filter((gap) => gap.rank === rank));
}
