import { at } from './hash.ts';
import { perSegment, type Account, type Layout, type Segment } from './layout.ts';
import { partAt, partitionOf, type Partition } from './partition.ts';
import type { Permutation } from './permutation.ts';
import { unusedOf, youngOf } from './scale-tenant.ts';
import type { MailStage } from './tenant-spec.ts';

/** What became of an account's mail. Ages are days before the refresh date of the usage reports. */
export interface MailTruth {
  readonly stage: MailStage | 'none';
  /** Whether a row of the mail activity report bears the account's present name. */
  readonly reported: boolean;
  /** Age of the account; null where the directory does not know. */
  readonly createdAge: number | null;
  /** Age of the mailbox, which may have come long after the account. */
  readonly mailboxAge: number;
  /** Age of the last mail activity; null for never. */
  readonly lastAge: number | null;
  readonly receiveCount: number;
  readonly sendCount: number;
  readonly readCount: number;
}

/** Where a mailbox stands among those of its category: the unused first, then the young, then the used. */
export interface MailRank {
  readonly stage: MailStage;
  readonly rank: number;
  readonly young: boolean;
  /** Rank among the mailboxes that are not young; -1 for the young. */
  readonly oldRank: number;
  /** Rank among those that are not renamed; -1 for the renamed. */
  readonly keptRank: number;
}

interface Stages {
  readonly partition: Partition<MailStage>;
  readonly scatter: Permutation;
  readonly receiving: Permutation;
  readonly unused: number;
  readonly young: number;
  readonly renamed: number;
}

export interface MailTruths {
  rankOf(account: Account): MailRank;
  mailOf(account: Account): MailTruth;
}

export function createMailTruths(layout: Layout): MailTruths {
  const stagesOf = perSegment(layout, (segment) => stagesIn(layout, segment));
  const odd = layout.permutation(layout.mailboxes, 'creation date null');
  // Several facets of one account ask for its rank, one after the other.
  let last: { readonly slot: number; readonly rank: MailRank } | null = null;
  const rankOf = ({ slot, segment, ordinal }: Account): MailRank => {
    if (last?.slot === slot) return last.rank;
    last = { slot, rank: rankIn(stagesOf(segment), ordinal) };
    return last.rank;
  };
  return {
    rankOf,
    mailOf(account) {
      const { segment, noise } = account;
      if (segment.kind !== 'mailbox') return mailOfOther(segment, noise);
      const ranked = rankOf(account);
      const stages = stagesOf(segment);
      const receives =
        ranked.rank < stages.unused
          ? stages.receiving.forward(ranked.rank) < segment.category.unusedStillReceiving
          : ranked.stage !== 'renamed';
      const truth = mailOfStage(ranked.stage, noise, receives);
      const undated =
        truth.lastAge !== null &&
        odd.forward(segment.personalStart + account.ordinal) < layout.spec.oddities.creationDateNull;
      return undated ? { ...truth, createdAge: null } : truth;
    },
  };
}

function stagesIn(layout: Layout, segment: Segment): Stages {
  const { mail, id } = segment.category;
  const unused = unusedOf(mail);
  return {
    partition: partitionOf<MailStage>([
      ['neverUsedNoCreationDate', mail.neverUsedNoCreationDate],
      ['neverUsedCreated91DaysAgo', mail.neverUsedCreated91DaysAgo],
      ['neverUsed', mail.neverUsed],
      ['lastUsed91DaysAgo', mail.lastUsed91DaysAgo],
      ['lastUsedBefore', mail.lastUsedBefore],
      ['youngCreated90DaysAgo', mail.youngCreated90DaysAgo],
      ['youngNeverUsed', mail.youngNeverUsed],
      ['renamed', mail.renamed],
      ['lastUsed90DaysAgo', mail.lastUsed90DaysAgo],
      ['lastUsedSince', mail.lastUsedSince],
    ]),
    scatter: layout.permutation(segment.category.mailboxes, `mail ${id}`),
    receiving: layout.permutation(unused, `receiving ${id}`),
    unused,
    young: youngOf(mail),
    renamed: mail.renamed,
  };
}

function rankIn(stages: Stages, ordinal: number): MailRank {
  const { partition, unused, young, renamed, scatter } = stages;
  const rank = scatter.forward(ordinal);
  const stage = partAt(partition, rank, 'lastUsedSince');
  const isYoung = rank >= unused && rank < unused + young;
  const afterRenamed = unused + young;
  return {
    stage,
    rank,
    young: isYoung,
    oldRank: isYoung ? -1 : rank < unused ? rank : rank - young,
    keptRank: stage === 'renamed' ? -1 : rank < afterRenamed ? rank : rank - renamed,
  };
}

const RECENT_AGES = [
  0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 15, 21, 28, 30, 31, 45, 60, 75, 88, 89,
] as const;

/** Of a mailbox whose account has a creation date of null. */
const UNDATED_MAILBOX_AGE = 1000;

/** Some who were there for long, and signed in of late, were given a mailbox now: young by the mailbox's own date alone. */
function isNewForOldAccount(noise: number): boolean {
  return noise % 7 === 1 && isSignedInYoung(noise);
}

/** Whether somebody with a young mailbox signed in of late. */
export function isSignedInYoung(noise: number): boolean {
  return noise % 3 !== 0;
}

function mailOfStage(stage: MailStage, noise: number, receives: boolean): MailTruth {
  const never = (createdAge: number | null, reported = true): MailTruth => ({
    stage,
    reported,
    createdAge,
    mailboxAge: createdAge ?? UNDATED_MAILBOX_AGE,
    lastAge: null,
    receiveCount: receives ? 1 + (noise % 240) : 0,
    sendCount: 0,
    readCount: 0,
  });
  const used = (lastAge: number, createdAge: number, active: number): MailTruth => ({
    stage,
    reported: true,
    createdAge,
    mailboxAge: createdAge,
    lastAge,
    receiveCount: receives ? 3 + (noise % 900) : 0,
    sendCount: active * (noise % 310),
    readCount: active * ((noise >>> 9) % 870),
  });
  switch (stage) {
    case 'neverUsedNoCreationDate':
      return never(null);
    case 'neverUsedCreated91DaysAgo':
      return never(91);
    case 'neverUsed':
      return never(93 + (noise % 1500));
    case 'youngCreated90DaysAgo':
      return never(90);
    case 'youngNeverUsed':
      return isNewForOldAccount(noise)
        ? { ...never(400 + (noise % 1500)), mailboxAge: 3 + (noise % 86) }
        : never(3 + (noise % 86));
    case 'renamed':
      return never(3 + (noise % 80), false);
    case 'lastUsed91DaysAgo':
      return used(91, 200 + (noise % 1400), 0);
    case 'lastUsedBefore':
      return used(92 + ((noise >>> 4) % 420), 560 + (noise % 1400), 0);
    case 'lastUsed90DaysAgo':
      return used(90, 200 + (noise % 1400), 1);
    case 'lastUsedSince':
      return used(at(RECENT_AGES, (noise >>> 5) % RECENT_AGES.length), 120 + (noise % 2400), 1);
  }
}

function mailOfOther(segment: Segment, noise: number): MailTruth {
  return {
    stage: 'none',
    reported: segment.kind === 'shared-licensed',
    createdAge: 100 + (noise % 2600),
    mailboxAge: 100 + (noise % 2600),
    lastAge: segment.kind === 'shared-licensed' ? noise % 200 : null,
    receiveCount: noise % 500,
    sendCount: noise % 40,
    readCount: noise % 300,
  };
}
