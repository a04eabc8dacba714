import type { HeldLicences } from '../graph/classify-failure.ts';
import type { GraphFailure } from '../graph/graph-failure.ts';
import type { Collected } from './collector.ts';
import { gapReasonOf } from './gap-reason-of.ts';

type Miss = NonNullable<Collected['misses']>[number];

/** A part of a source that could not be had, for the source's report. */
export function missOf(what: string, failure: GraphFailure, held: HeldLicences = null): Miss {
  return { what, reason: gapReasonOf(failure, held), detail: failure.detail };
}
