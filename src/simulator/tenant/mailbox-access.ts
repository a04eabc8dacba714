import { isThing, type Account, type Layout } from './layout.ts';

/** Whether a mailbox answers at all, and what it says where it does not. */
export type MailboxAccess =
  'open' | 'denied' | 'on-premises' | 'failing' | 'throttled' | 'unavailable' | 'none';

/** Personal mailboxes that answer so and not otherwise; a `share` is of all of them, 0 to 1. */
export interface ClosedMailboxes {
  readonly access: Exclude<MailboxAccess, 'open' | 'none'>;
  readonly count?: number | undefined;
  readonly share?: number | undefined;
  /** The first ones of the directory's order, not scattered over it. */
  readonly first?: boolean | undefined;
}

export function createAccess(
  layout: Layout,
  closed: readonly ClosedMailboxes[],
): (account: Account) => MailboxAccess {
  const scatter = layout.permutation(layout.mailboxes, 'mailbox access');
  let start = 0;
  const sizeOf = ({ count, share }: ClosedMailboxes): number =>
    count ?? Math.round((share ?? 0) * layout.mailboxes);
  const ends = closed
    .filter(({ first }) => first !== true)
    .map((one) => {
      start += sizeOf(one);
      return { access: one.access, end: start };
    });
  const firsts = closed
    .filter(({ first }) => first === true)
    .map((one) => ({ access: one.access, slots: firstMailboxes(layout, sizeOf(one)) }));
  return ({ segment, ordinal, slot }) => {
    if (segment.kind !== 'mailbox') return isThing(segment.kind) ? 'open' : 'none';
    const first = firsts.find(({ slots }) => slots.has(slot));
    if (first !== undefined) return first.access;
    const rank = scatter.forward(segment.personalStart + ordinal);
    return ends.find(({ end }) => rank < end)?.access ?? 'open';
  };
}

/** Slots of the personal mailboxes that the directory lists first. */
function firstMailboxes(layout: Layout, count: number): ReadonlySet<number> {
  const slots = new Set<number>();
  for (let position = 0; position < layout.size && slots.size < count; position += 1) {
    const { segment, slot } = layout.accountAt(layout.order.forward(position));
    if (segment.kind === 'mailbox') slots.add(slot);
  }
  return slots;
}
