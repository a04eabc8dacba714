import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';

/** Where a gap lies that is in no source: nothing told who the physicians are and what is allowed. */
export const CONFIGURATION = 'configuration';

export type GapSource = SourceId | typeof CONFIGURATION;

/** What a gap may be of. */
export const GAP_SOURCES: readonly GapSource[] = [CONFIGURATION, ...SOURCE_IDS];
