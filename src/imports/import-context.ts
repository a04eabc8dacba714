import type { Miss } from '../snapshot/miss.ts';
import type { SnapshotStore } from '../snapshot/snapshot-store.ts';
import type { SourceReport } from '../snapshot/manifest.ts';
import type { Attribute } from '../attributes.ts';
import type { ScannedExport } from './scan-export.ts';

/** What a kind of export is written with. */
export interface ImportContext {
  readonly store: SnapshotStore;
  /** Domains of the organization, in lower case. */
  readonly ownDomains: readonly string[];
  /** False: no display name of a person is kept. */
  readonly names: boolean;
  /** The mailboxes with what else they are called, where they were exported: a file of pages. */
  readonly mailboxPages: string | null;
}

/** What became of a source that exports tell of. */
export interface Written {
  readonly report: Omit<SourceReport, 'id' | 'misses'> & { readonly misses?: Miss[] };
  /** By the path of the file: lines whose account is not among those of the export of users. */
  readonly unmatched?: ReadonlyMap<string, number>;
  /** Of the export of users: what it told of accounts. */
  readonly attributes?: readonly Attribute[];
  /** Of the export of mailboxes: its file of pages. */
  readonly mailboxPages?: string;
}

/** Turns the exports of one source into its table. */
export type WriteExports = (context: ImportContext, files: readonly ScannedExport[]) => Promise<Written>;
