import type { Grants } from '../grants/grant.ts';
import type { GraphFailure } from '../graph/graph-failure.ts';
import type { HeldLicences } from '../graph/classify-failure.ts';
import { unaskedInWords, type Unasked } from '../collectors/unasked.ts';
import { asIs, type InBoth } from '../errors.ts';
import { shortfallOf } from '../collectors/miss-of.ts';
import { PERMISSION_NEEDS, type PermissionNeed } from '../collectors/permission-needs.ts';
import { NOT_GRANTED } from '../setup/needed-grants.ts';
import type { GapReason } from '../snapshot/manifest.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** `unknown`: nobody could tell; it is never taken for readable. */
export type ProspectOutcome = 'readable' | 'partial' | 'refused' | 'unknown' | 'skipped';

interface Why {
  readonly reason: GapReason | null;
  /** The far side's answer, as the report would tell it, or what this program missed in it; null where all is well. */
  readonly detail: InBoth | null;
  /** What would allow it. */
  readonly grants: Grants | null;
}

export interface PartProspect extends Why {
  readonly part: PartOf;
  readonly outcome: Exclude<ProspectOutcome, 'partial'>;
  /** What the set-up does not grant unasked is missing as it should be. */
  readonly isOrdinary: boolean;
}

/** What a run would be told of one source. */
export interface SourceProspect extends Why {
  readonly id: SourceId;
  readonly outcome: ProspectOutcome;
  readonly parts: readonly PartProspect[];
}

/** One thing that was asked of a source, and why it was not had; `part` null for the source itself. */
export interface Attempt {
  readonly source: SourceId;
  readonly part: PartOf | null;
  readonly failure: GraphFailure | Unread | null;
}

/** Why something is not known that no answer told. */
export interface Unread {
  readonly reason: GapReason;
  readonly detail: InBoth;
}

const NOTHING: Why = { reason: null, detail: null, grants: null };

/** The prospect of a source from what was asked of it. */
export function prospectOf(id: SourceId, attempts: readonly Attempt[], held: HeldLicences): SourceProspect {
  const own = attempts.filter(({ source }) => source === id);
  const parts = own.flatMap((one) => (one.part === null ? [] : [partOf(one, one.part, held)]));
  const whole = own.find(({ part }) => part === null);
  if (whole?.failure != null) return { id, ...judged(whole, held), parts };
  if (own.length === 0) return { id, outcome: 'unknown', ...NOTHING, parts };
  const lost = parts.filter(({ outcome, isOrdinary }) => outcome !== 'readable' && !isOrdinary);
  const [first] = lost;
  if (first === undefined) return { id, outcome: 'readable', ...NOTHING, parts };
  const { reason, detail, grants, outcome } = first;
  const isAll = whole === undefined && lost.length === parts.filter(({ isOrdinary }) => !isOrdinary).length;
  return { id, outcome: isAll ? outcome : 'partial', reason, detail, grants, parts };
}

export function skipped(id: SourceId, unasked: Unasked): SourceProspect {
  const detail = unaskedInWords(unasked);
  return { id, outcome: 'skipped', reason: 'not-read', detail, grants: null, parts: [] };
}

function partOf(attempt: Attempt, part: PartOf, held: HeldLicences): PartProspect {
  const names =
    needOf(attempt)
      ?.grants.flat()
      .map(({ name }) => name) ?? [];
  return {
    part,
    ...judged(attempt, held),
    isOrdinary: attempt.failure !== null && names.some((name) => name in NOT_GRANTED),
  };
}

function judged(attempt: Attempt, held: HeldLicences): Why & Pick<PartProspect, 'outcome'> {
  const { failure } = attempt;
  if (failure === null) return { outcome: 'readable', ...NOTHING };
  if (!(failure instanceof Error)) return { outcome: 'unknown', ...failure, grants: null };
  const grants = needOf(attempt)?.grants;
  const { reason, grants: wanted = null } = shortfallOf(failure, { held, grants });
  const licence = reason === 'licence' && attempt.part === null ? needOf(attempt)?.licence : null;
  const outcome = reason === 'permission' || reason === 'licence' ? 'refused' : 'unknown';
  return { outcome, reason, detail: asIs(failure.fullDetail), grants: licence ?? wanted };
}

/** What the part takes of its own, else what its source takes. */
function needOf({ source, part }: Attempt): PermissionNeed | null {
  const needs = PERMISSION_NEEDS.filter((need) => need.source === source);
  const found = needs.find((need) => need.part === part) ?? needs.find((need) => need.part === null);
  return found ?? null;
}
