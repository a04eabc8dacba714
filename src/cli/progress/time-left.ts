import type { SourceState } from './source-state.ts';

/** Of a source that is read, by its rate of now; null while nobody knows how much there is, or nothing comes. */
export function leftOf({ read, expected, since, end }: SourceState, nowMs: number): number | null {
  const rate = rateOf({ read, since }, nowMs);
  if (end !== null || expected === null || rate === 0) return null;
  return Math.max(0, ((expected - read) / rate) * 1_000);
}

/** Things a second, since some seconds ago. */
export function rateOf({ read, since }: Pick<SourceState, 'read' | 'since'>, nowMs: number): number {
  return ((read - since.read) * 1_000) / Math.max(1, nowMs - since.ms);
}

/** Until the first rates are those of a source, and no longer those of its first page. */
const STEADY_AFTER_MS = 5_000;

/**
 * Of all sources, in milliseconds: they are read side by side, so that the slowest tells. Null while one that is read does not tell,
 * since it may be the slowest, and for what is over in a moment.
 */
export function leftInAll(states: Iterable<SourceState>, nowMs: number): number | null {
  let most = 0;
  for (const state of states) {
    if (state.end !== null) continue;
    const left = nowMs - state.startedMs < STEADY_AFTER_MS ? null : leftOf(state, nowMs);
    if (left === null) return null;
    most = Math.max(most, left);
  }
  return most < STEADY_AFTER_MS ? null : most;
}
