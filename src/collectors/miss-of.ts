import type { Grants } from '../grants/grant.ts';
import type { HeldLicences } from '../graph/classify-failure.ts';
import { MAX_DURATION, type GraphFailure } from '../graph/graph-failure.ts';
import type { GapReason } from '../snapshot/manifest.ts';
import type { Lack } from '../snapshot/lack.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { Miss } from '../snapshot/miss.ts';
import { licenceGrants } from './entra-licences.ts';
import { gapReasonOf } from './gap-reason-of.ts';

/** Why something was not had, for a source's report. */
export interface Shortfall {
  readonly reason: GapReason;
  readonly detail: string;
  /** The same as data, where it is this program's own finding. */
  readonly lacks?: Lack;
  /** Given up because `--max-duration` had passed. */
  readonly cutOff?: true;
  /** What would have allowed it. */
  readonly grants?: Grants;
}

/**
 * What is told of a failure that ends a source: as the cloud said it. Of an answer that is not the documented one, which the cloud did not comment,
 * as data too: the sentence is this program's.
 */
export function toldOf({
  kind,
  said,
  detail,
  fullDetail,
}: GraphFailure): Pick<Shortfall, 'detail'> & Partial<Pick<Shortfall, 'lacks'>> {
  if (kind !== 'malformed' || said !== '') return { detail: fullDetail };
  return { detail: fullDetail, lacks: { kind: 'undocumented', told: detail } };
}

interface Asked {
  /** What the tenant's subscriptions hold: no licence among them is said to be missing. */
  readonly held?: HeldLicences;
  /** What must be granted for it, told where a permission was missing. */
  readonly grants?: Grants | undefined;
}

export function shortfallOf(failure: GraphFailure, { held = null, grants }: Asked = {}): Shortfall {
  const { code, detail, licence } = failure;
  const reason = gapReasonOf(failure, held);
  const wanting =
    reason === 'licence' && licence !== null
      ? licenceGrants(licence)
      : reason === 'permission'
        ? grants
        : undefined;
  return {
    ...{ reason, detail },
    ...(code === MAX_DURATION ? { cutOff: true } : {}),
    ...(wanting === undefined ? {} : { grants: wanting }),
  };
}

/** A part of a source that could not be had; what would have allowed it is told where it was missing. */
export function missOf<P extends PartOf>(
  part: P,
  failure: GraphFailure,
  { subject, subjectName, ...asked }: Asked & Pick<Miss, 'subject' | 'subjectName'> = {},
): Omit<Miss, 'part'> & { readonly part: P } {
  return {
    part,
    ...(subject === undefined ? {} : { subject }),
    ...(subjectName === undefined ? {} : { subjectName }),
    ...shortfallOf(failure, asked),
  };
}

/** What a source read in part is told of as a whole: why its first miss is missing. */
export function shortfallAsFirst({ reason, detail, lacks, cutOff, grants }: Miss): Shortfall {
  return {
    ...{ reason, detail },
    ...(lacks === undefined ? {} : { lacks }),
    ...(cutOff === undefined ? {} : { cutOff }),
    ...(grants === undefined ? {} : { grants }),
  };
}
