import type { SourceId } from '../snapshot/tables.ts';

/** Rows of one source; left out where the source was not read. */
export interface SourceRows {
  readonly source: SourceId;
  /** A SELECT; its columns are named as no other part names them. */
  readonly select: string;
}

/** Columns that rest on a few values which many accounts share: worked out once for each of their combinations. */
export interface SharedColumns {
  /** Names of columns that were gathered by account, or of `beforehand`. */
  readonly by: readonly string[];
  /** Columns over `by` that `columns` rest on, each `… AS column`. */
  readonly beforehand?: readonly string[];
  /** Over `by` and `beforehand`, each `… AS column`; those of the dossier are named in its `columns`. */
  readonly columns: readonly string[];
}

/**
 * What one subject adds to the dossier. Rows become columns in up to three steps: those that only bear a name are
 * gathered by name and given an account, then all are gathered by account, then the dossier's columns are made.
 */
export interface DossierPart {
  /** Rows of usage reports, with `name`: the lower-cased userPrincipalName. */
  readonly named?: readonly SourceRows[];
  /** Aggregates over `named` rows, one row per name, each `… AS column`. */
  readonly byName?: readonly string[];
  /** Rows with `accountId`. */
  readonly rows?: readonly SourceRows[];
  /** Aggregates over `rows` and the gathered `named` ones, one row per account, each `… AS column`. */
  readonly byAccount: readonly string[];
  /** Columns that `columns` rest on and that are none of the dossier's, each `… AS column`; over what `columns` may use. */
  readonly beforehand?: readonly string[];
  readonly shared?: readonly SharedColumns[];
  /**
   * Columns of the dossier, each `… AS column` or a name; they may use the account's own columns, what was gathered
   * by account, the shared columns, `mailboxKind`, `isGuest`, `isMember`, `isNoPerson`, and the columns of parts before this one.
   */
  readonly columns: readonly string[];
}
