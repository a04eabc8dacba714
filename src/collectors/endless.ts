import { GraphFailure } from '../graph/graph-failure.ts';

/** What a directory announces lags behind what it holds, and a walk may meet some twice; not by so many. */
const SLACK = 10_000;

/** How many items, one for each account, a walk can come to; without end where the directory announces no total. */
export function mostFor(accountTotal: number | null): number {
  return accountTotal === null ? Infinity : 2 * accountTotal + SLACK;
}

/** Throws `GraphFailure` (malformed) where more came than there can be. */
export function refuseEndless(request: string, came: number, most: number): void {
  if (came <= most) return;
  throw new GraphFailure({
    ...{ kind: 'malformed', request, status: 200, code: 'EndlessCollection' },
    message: `${came} items came, more than the directory can hold`,
  });
}
