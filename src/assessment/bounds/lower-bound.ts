import type { Check } from '../../checks/check.ts';
import type { Ground } from '../../checks/describe-check.ts';
import { isUsable, isWhole } from '../../dossier/source-use.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { sourceReport } from '../../snapshot/open.ts';
import type { SourceId } from '../../snapshot/tables.ts';

/** What the sources that were read let a check say. */
export interface Assessability {
  readonly assessable: boolean;
  readonly lowerBound: boolean;
  /** Of the check's primary sources, those that told nothing of it. */
  readonly missing: readonly SourceId[];
}

/** What can be told only from the rows that were read. */
interface Told {
  /** Whether `mailbox-forwarding` told of forwarding, and not only of kinds. */
  readonly forwardingTold: boolean;
  /** Whether it listed, but for a few, every mailbox known from elsewhere. */
  readonly listWhole: boolean;
  /** Whether what was read of `mfa-policies` lets say of anybody that nothing demands MFA. */
  readonly demandsTold: boolean;
}

/**
 * A check none of whose sources told anything of it is not assessable; where some did not, or not all accounts were read, its
 * count is a lower bound; so where Exchange listed a part of the mailboxes alone.
 */
export function assessability(
  { primary, lowerWithout = [] }: Check,
  { populationSources }: Pick<Ground, 'populationSources'>,
  manifest: SnapshotManifest,
  { forwardingTold, listWhole, demandsTold }: Told,
): Assessability {
  const isTold = (id: SourceId): boolean =>
    isUsable(manifest, id) &&
    (id !== 'mailbox-forwarding' || forwardingTold) &&
    (id !== 'mfa-policies' || demandsTold);
  const usable = primary.filter(isTold);
  const outcomeOf = (id: SourceId): string => sourceReport(manifest, id).outcome;
  const inPart = usable.some((id) => id === 'mailbox-forwarding' && outcomeOf(id) === 'partial');
  return {
    assessable: usable.length > 0,
    missing: primary.filter((id) => !isTold(id)),
    lowerBound:
      usable.length < primary.length ||
      !lowerWithout.every(isTold) ||
      inPart ||
      (!listWhole && primary.includes('mailbox-forwarding')) ||
      outcomeOf('accounts') !== 'complete' ||
      populationSources.some((id) => !isWhole(manifest, id)),
  };
}
