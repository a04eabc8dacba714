import type { Account, Layout } from './layout.ts';

/** The legacy state of an account; only `enforced` requires MFA. */
export type PerUserMfaState = 'disabled' | 'enabled' | 'enforced';

export function createPerUserMfa(layout: Layout): (account: Account) => PerUserMfaState {
  const { enforced, enabled } = layout.spec.perUserMfa;
  const scatter = layout.permutation(layout.mailboxes, 'per-user MFA');
  return ({ segment, ordinal }) => {
    if (segment.kind !== 'mailbox') return 'disabled';
    const rank = scatter.forward(segment.personalStart + ordinal);
    if (rank < enforced) return 'enforced';
    return rank < enforced + enabled ? 'enabled' : 'disabled';
  };
}
