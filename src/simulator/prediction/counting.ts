import type { Verdict, TallyBook } from './tallies.ts';
import type { Use } from './use.ts';
import type { Seen } from './view.ts';

export type Facts = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** One check's figures in the making. */
export interface Counting {
  readonly id: string;
  /** False where nothing that the check rests on was read: nobody is examined. */
  readonly assessable: boolean;
  readonly book: TallyBook;
  add(seen: Seen): void;
  readonly facts: () => Facts;
  /** Where it is not assessable; none, where left out. */
  readonly otherwise?: () => Facts;
}

const VERDICTS = {
  used: 'compliant',
  unused: 'non-compliant',
  unknown: 'undetermined',
} as const satisfies Record<Use, Verdict>;

export function verdictOf(use: Use): Verdict {
  return VERDICTS[use];
}
