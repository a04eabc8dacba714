import type { GraphFailure } from '../graph/graph-failure.ts';
import type { Collected } from './collector.ts';

type Miss = NonNullable<Collected['misses']>[number];

/** A part of a source that could not be had, for the source's report. */
export function missOf(what: string, { kind, detail }: GraphFailure): Miss {
  const reason = kind === 'refused' ? 'permission' : kind === 'gave-up' ? 'gave-up' : 'error';
  return { what, reason, detail };
}
