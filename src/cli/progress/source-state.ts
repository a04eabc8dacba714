import type { SourceReport } from '../../snapshot/manifest.ts';
import type { SourceId } from '../../snapshot/tables.ts';

/** A source while it is read, and how it ended. */
export interface SourceState {
  readonly id: SourceId;
  readonly read: number;
  readonly expected: number | null;
  readonly startedMs: number;
  /** Where the rate is counted from: some seconds ago, so that it tells of now. */
  readonly since: { readonly ms: number; readonly read: number };
  /** Its ending, when it has one. */
  readonly end: { readonly report: SourceReport; readonly endedMs: number } | null;
}
