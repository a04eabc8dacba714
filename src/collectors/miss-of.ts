import type { Grants } from '../grants/grant.ts';
import { MAX_DURATION, type GraphFailure } from '../graph/graph-failure.ts';
import type { GapReason } from '../snapshot/manifest.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { Miss } from '../snapshot/miss.ts';

/** Why something was not had, for a source's report. */
export interface Shortfall {
  readonly reason: GapReason;
  readonly detail: string;
  /** Given up because `--max-duration` had passed. */
  readonly cutOff?: true;
  /** What would have allowed it. */
  readonly grants?: Grants;
}

export function shortfallOf({ kind, code, detail }: GraphFailure): Shortfall {
  const reason = kind === 'refused' ? 'permission' : kind === 'gave-up' ? 'gave-up' : 'error';
  return { reason, detail, ...(code === MAX_DURATION ? { cutOff: true } : {}) };
}

/** A part of a source that could not be had; `grants` are told where they were missing. */
export function missOf<P extends PartOf>(
  part: P,
  failure: GraphFailure,
  more: Pick<Miss, 'subject' | 'subjectName' | 'grants'> = {},
): Omit<Miss, 'part'> & { readonly part: P } {
  const { grants, ...subject } = more;
  const why = shortfallOf(failure);
  const isWanting = why.reason === 'permission' && grants !== undefined;
  return { part, ...subject, ...why, ...(isWanting ? { grants } : {}) };
}

/** What a source read in part is told of as a whole: why its first miss is missing. */
export function shortfallAsFirst({ reason, detail, cutOff, grants }: Miss): Shortfall {
  return {
    ...{ reason, detail },
    ...(cutOff === undefined ? {} : { cutOff }),
    ...(grants === undefined ? {} : { grants }),
  };
}
