import type { Config } from '../config/config.ts';
import type { Grants } from '../grants/grant.ts';
import type { ExchangeClient } from '../exchange/exchange-client.ts';
import type { GraphClient } from '../graph/client.ts';
import type { SnapshotStore } from '../snapshot/snapshot-store.ts';
import type { Miss } from '../snapshot/miss.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { Attribute } from '../attributes.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { AccountPages } from './account-pages.ts';
import type { Shortfall } from './miss-of.ts';
import type { TenantFacts } from './tenant/tenant-facts.ts';

/** Told as a source goes on; counts are totals so far, `expected` null while unknown. */
export type OnProgress = (source: SourceId, facts: { read: number; expected: number | null }) => void;

/** What a collector is given; it reaches nothing else. */
export interface CollectContext {
  readonly client: GraphClient;
  /** Exchange Online; it signs in when it is first asked. */
  readonly exchange: ExchangeClient;
  /** The export that mailbox forwarding is read from instead of Exchange Online; null where there is none. */
  readonly forwardingExport: string | null;
  readonly store: SnapshotStore;
  readonly config: Config;
  readonly attributes: readonly Attribute[];
  readonly groups: readonly string[];
  readonly tenant: TenantFacts;
  /** What is not asked for, as no check that was chosen needs it. */
  readonly leavesOut: ReadonlySet<LeavableField>;
  /** So many accounts at the most are asked by what asks account by account; null where all are. */
  readonly sample: number | null;
  readonly onProgress: OnProgress;
  /** How many accounts the directory holds, once it said so; null where it would not. */
  readonly accountTotal: Promise<number | null>;
  /** The accounts with a mailbox as the directory's pages arrive, for the source that follows them. */
  readonly accountPages: AccountPages;
  /** Done, well or not: the sources that inbox rules look at for their second wave. */
  readonly ended: (source: SourceId) => Promise<void>;
}

/** What a collector says of its own work; the rest of the source's report is filled in around it. */
export interface Collected<S extends SourceId = SourceId> {
  readonly read: number;
  readonly expected: number;
  /** Why it is not complete; absent when it is. */
  readonly shortfall?: Shortfall;
  /** What else the reader should know: a file that it came from. */
  readonly detail?: string;
  readonly refreshedOn?: string;
  readonly namesConcealed?: boolean;
  readonly misses?: Miss<S>[];
  /** Some of it was given up, where neither the shortfall nor a miss says so. */
  readonly gaveUp?: boolean;
  /** What would have allowed the misses of a source that is complete without them. */
  readonly grants?: Grants;
}

export interface Collector<S extends SourceId = SourceId> {
  readonly id: S;
  /** What must be granted for it. */
  readonly grants: Grants;
  /** What its parts take beside that: what is not here comes with the source's own. */
  readonly partGrants?: Readonly<Partial<Record<PartOf<S>, Grants>>>;
  /** The licence that the tenant must have, where one is needed. */
  readonly licence?: Grants;
  /** Whether the config asks for it; always unless told. */
  readonly isAsked?: (config: Config) => boolean;
  /** Sources that tell it what to ask, by the config: it is not done for good before they are. */
  readonly restsOn?: (config: Config) => readonly SourceId[];
  /** Reads the source into its table. Throws `GraphFailure` for what the cloud would not give. */
  readonly collect: (context: CollectContext) => Promise<Collected<S>>;
}

/** A source that could read a part before it failed: what it had, and why it stopped. */
export class PartlyCollected extends Error {
  override readonly name = 'PartlyCollected';
  readonly read: number;
  readonly expected: number;

  constructor(counts: { read: number; expected: number }, cause: unknown) {
    super('a source was read in part', { cause });
    this.read = counts.read;
    this.expected = counts.expected;
  }
}
