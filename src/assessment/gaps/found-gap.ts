import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { GapReason } from '../../snapshot/manifest.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { Words } from '../../i18n/words.ts';
import type { GapRank } from '../../situation/gap-rank.ts';
import type { GapSource } from '../../situation/gap-source.ts';

/** What is not known, and what to do. */
export interface GapWords {
  readonly what: Words;
  readonly remedy: Words;
}

/** A gap as it is found, in both languages. */
export interface FoundGap {
  readonly source: GapSource;
  readonly reason: GapReason;
  readonly accounts: number;
  readonly words: GapWords;
  /**
   * To repair, where left out: so is what was given up, which nothing mends but another collection. One that lowers a count,
   * makes anybody undetermined or costs an indicator is never ordinary.
   */
  readonly rank?: GapRank;
}

/** How many accounts have a personal mailbox, how many are enabled members, and of how many only per-user MFA would tell. */
export interface Populations {
  readonly mailboxes: number;
  readonly members: number;
  readonly perUserUntold: number;
}

export function countPopulations(db: DuckDb): Promise<Populations> {
  return db.row(
    `SELECT count(*) FILTER (WHERE personalMailbox)::DOUBLE AS mailboxes, count(*) FILTER (WHERE enabledMember)::DOUBLE AS members,
       count(*) FILTER (WHERE enabledMember AND enforcementReason = 'per-user-not-read')::DOUBLE AS "perUserUntold" FROM dossier`,
    z.object({ mailboxes: z.number(), members: z.number(), perUserUntold: z.number() }),
  );
}

const OF_MEMBERS: readonly SourceId[] = [
  'sign-in-activity',
  'mfa-registrations',
  'mfa-policies',
  'terms-of-use',
];
const OF_NOBODY: readonly SourceId[] = [
  'tenant',
  'accounts',
  'group-members',
  'role-assignments',
  'service-counts',
  'mail-flow',
];

/** How many accounts a source tells of, when nothing of it was read. */
export function concerned(source: SourceId, { mailboxes, members, perUserUntold }: Populations): number {
  if (source === 'per-user-mfa') return perUserUntold;
  if (OF_MEMBERS.includes(source)) return members;
  return OF_NOBODY.includes(source) ? 0 : mailboxes;
}
