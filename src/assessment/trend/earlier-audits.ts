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

/** What is known of the earlier audits of the tenant. */
export interface EarlierAudits {
  /** The one to compare with. */
  readonly previous?: EarlierAudit;
  /** Their figures, in any order. */
  readonly points: readonly TrendPoint[];
  /** Those that could not be used. */
  readonly notUsed: Trend['notUsed'];
}
