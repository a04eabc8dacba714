import { isThing, type Account, type Layout } from './layout.ts';

/** Whether a mailbox answers at all, and what it says where it does not. */
export type MailboxAccess =
  'open' | 'denied' | 'on-premises' | 'failing' | 'throttled' | 'unavailable' | 'none';

/** Personal mailboxes that answer so and not otherwise; a `share` is of all of them, 0 to 1. */
export interface ClosedMailboxes {
  readonly access: Exclude<MailboxAccess, 'open' | 'none'>;
  readonly count?: number | undefined;
  readonly share?: number | undefined;
}

export function createAccess(
  layout: Layout,
  closed: readonly ClosedMailboxes[],
): (account: Account) => MailboxAccess {
  const scatter = layout.permutation(layout.mailboxes, 'mailbox access');
  let start = 0;
  const ends = closed.map(({ access, count, share }) => {
    start += count ?? Math.round((share ?? 0) * layout.mailboxes);
    return { access, end: start };
  });
  return ({ segment, ordinal }) => {
    if (segment.kind !== 'mailbox') return isThing(segment.kind) ? 'open' : 'none';
    const rank = scatter.forward(segment.personalStart + ordinal);
    return ends.find(({ end }) => rank < end)?.access ?? 'open';
  };
}
