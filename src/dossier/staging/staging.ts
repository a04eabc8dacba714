import type { SourceId } from '../../snapshot/tables.ts';

/** Rows of one source, cleaned; a view of this name holds those of the accounts at hand, none where the source was not read. */
export interface SourceRows {
  readonly name: `src_${string}`;
  readonly source: SourceId;
  /**
   * The key that its rows join an account by: `accountId`, or `name`, the lower-cased userPrincipalName, of which the
   * account is then looked up; the view has `accountId` either way.
   */
  readonly by: 'accountId' | 'name';
  /** A SELECT over the snapshot. */
  readonly select: string;
}

/** What one subject tells of the accounts. */
export interface Staging {
  readonly name: `stg_${string}`;
  readonly reads: readonly SourceRows[];
  /**
   * A SELECT over the rows it reads, and `stg_accounts` where it needs them: `accountId`, of which each has one row, and
   * columns that no other staging gives.
   */
  readonly sql: string;
}

/**
 * SQL condition on a row of a usage report: it is that of an account which is not deleted. Where the cell is empty that is not
 * known, and the row may be that of a deleted account whose name a live one bears: it tells nothing of that one.
 */
export const LIVE = 'isDeleted IS FALSE';
