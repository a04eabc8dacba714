import type { Account, Layout } from './layout.ts';

/** What is odd about an account's place in the directory. */
export type Fate = 'stays' | 'appears' | 'vanishes' | 'without-id' | 'not-yet';

/** How many accounts have another fate than to stay. */
export interface Fates {
  readonly created: number;
  readonly deleted: number;
  readonly withoutId: number;
}

/** `isThere`: whether an account is in the directory at all. */
export function createFates(
  layout: Layout,
  fates: Fates,
  isThere: (account: Account) => boolean,
): (account: Account) => Fate {
  const fateOf = createChanges(layout, fates);
  return (account) => (isThere(account) ? fateOf(account) : 'not-yet');
}

function createChanges(layout: Layout, fates: Fates): (account: Account) => Fate {
  const { created, deleted, withoutId } = fates;
  if (created + deleted + withoutId === 0) return () => 'stays';
  const scatter = layout.permutation(layout.size, 'fates');
  return ({ slot }) => {
    const rank = scatter.forward(slot);
    if (rank < created) return 'appears';
    if (rank < created + deleted) return 'vanishes';
    return rank < created + deleted + withoutId ? 'without-id' : 'stays';
  };
}
