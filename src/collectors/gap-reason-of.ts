import type { HeldLicences } from '../graph/classify-failure.ts';
import type { GraphFailure } from '../graph/graph-failure.ts';
import type { GapReason } from '../snapshot/manifest.ts';

/**
 * Why something is not known, for the reader. A licence that the tenant holds is never said to be missing, whatever
 * the far side says.
 */
export function gapReasonOf(failure: GraphFailure, held: HeldLicences = null): GapReason {
  if (failure.kind === 'gave-up') return 'gave-up';
  const { licence } = failure;
  if (licence !== null) return held?.has(licence) === true ? 'error' : 'licence';
  return failure.kind === 'refused' ? 'permission' : 'error';
}
