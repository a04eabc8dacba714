import { perSegment, type Account, type Layout } from './layout.ts';

export interface Enrolments {
  /** Members of the enrolment group, by ordinal 0 … n − 1. */
  telefaxMembers(): Generator<Account>;
  /** Whether the account is one of them. */
  isEnrolled(account: Account): boolean;
}

export function createEnrolments(layout: Layout): Enrolments {
  const scatterOf = perSegment(layout, ({ count, category }) =>
    layout.permutation(count, `telefax ${category.id}`),
  );
  return {
    isEnrolled: ({ segment, ordinal }) =>
      segment.kind === 'mailbox' && scatterOf(segment).forward(ordinal) < segment.category.telefax,
    *telefaxMembers() {
      for (const segment of layout.segments) {
        if (segment.kind !== 'mailbox') continue;
        for (let rank = 0; rank < segment.category.telefax; rank += 1) {
          yield layout.accountAt(segment.start + scatterOf(segment).inverse(rank));
        }
      }
    },
  };
}
