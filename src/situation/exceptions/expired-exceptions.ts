import type { Situation } from '../situation.ts';

/** How many exceptions are past their last day. */
export interface ExpiredExceptions {
  /** Their accounts are found still. */
  readonly found: number;
  /** Nobody knows whether their accounts are. */
  readonly undetermined: number;
}

/** Of the tenant, as its file of exceptions; of an establishment's part, as the part's own figures. */
export function expiredExceptions({
  exceptions,
  scope,
  indicators,
}: Pick<Situation, 'exceptions' | 'scope' | 'indicators'>): ExpiredExceptions {
  if (exceptions === undefined) return { found: 0, undetermined: 0 };
  const { byStanding, expiredUndetermined } = exceptions;
  const sum = (of: 'expired' | 'expiredUndetermined'): number =>
    indicators.reduce((total, { exceptions: own }) => total + (own?.[of] ?? 0), 0);
  return {
    found: scope === undefined ? byStanding.expired : sum('expired'),
    // An earlier version did not tell which of them are past their day.
    undetermined:
      expiredUndetermined === undefined || scope === undefined
        ? (expiredUndetermined ?? byStanding.undetermined)
        : sum('expiredUndetermined'),
  };
}
