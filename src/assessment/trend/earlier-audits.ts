import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Trend, TrendPoint } from '../../situation/trend/trend-schema.ts';

/** An earlier audit of the tenant, found whole but for what `trouble` says. */
export interface EarlierAudit {
  readonly auditFolder: string;
  readonly situation: Situation;
  /** Why its findings cannot be used, as the end of a sentence; left out where they can. */
  readonly trouble?: Words;
  /** Whoever runs the command named it: where it cannot be used, that is an error. Left out where it was found. */
  readonly isNamed?: true;
}

/** An earlier audit whose verdicts are there, as far as they tell how old a finding is. */
export interface PastAudit {
  readonly auditFolder: string;
  readonly asOf: string;
  readonly collectedAt: string;
  /** Accounts that it does not have were not there: all were read. */
  readonly hasAllAccounts: boolean;
  readonly checks: ReadonlyMap<string, PastCheck>;
}

/** An earlier audit whose verdicts are not there, or not as they were written: encrypted, purged or damaged since. */
export interface UnreadableAudit {
  readonly collectedAt: string;
}

/** A check as it judged in an earlier audit; only one that could be assessed. */
export interface PastCheck {
  /** The SQL that judged, with the threshold where it rests on it: another rule tells nothing of this one's findings. */
  readonly rule: string;
  /** Who was not found may have been one nevertheless. */
  readonly lowerBound: boolean;
}

/** What is known of the earlier audits of the tenant. */
export interface EarlierAudits {
  /** The one to compare with. */
  readonly previous?: EarlierAudit;
  /** Their figures, in any order. */
  readonly points: readonly TrendPoint[];
  /** Those that judged the tenant, the newest first; left out, nobody knows how old a finding is. */
  readonly past?: readonly (PastAudit | UnreadableAudit)[];
  /** Those that could not be used. */
  readonly notUsed: Trend['notUsed'];
}
