import type { Words } from '../../i18n/words.ts';
import type { SourceId } from '../../snapshot/tables.ts';

/** One column of the dossier, as everything that builds, judges or reads it takes it. */
export interface DossierColumn {
  /** DuckDB's type, as DESCRIBE writes it. */
  readonly type: string;
  readonly meaning: Words;
  /** What it can be, where that is one of a few ids. */
  readonly values?: readonly string[];
  /** What null means; left out where it never is. */
  readonly unknown?: Words;
  /** What it is told by: a figure that names the column rests on them. */
  readonly sources: readonly SourceId[];
  /** What helps where it was read and costs no figure where it was not. */
  readonly fallback?: readonly SourceId[];
  /** True only of those that its sources name: what was not read of them hides some. */
  readonly hidesUnread?: true;
  /**
   * An SQL condition over the dossier: where it holds nobody could tell, although false, NULL or an empty list stands there as where
   * there is none. A shipped check asks the answers themselves; a check of the configuration gets NULL.
   */
  readonly untold?: string;
  /** Whom its texts may name; left out where they are few ids, or where it holds no text. */
  readonly names?: Names;
}

/**
 * Whom or what the texts of a column may name, so that a copy to share replaces each by its pseudonym: nobody (ids of the config,
 * Microsoft's names, names that the tenant shows to everybody), an object of the directory, an address, a person, names that
 * somebody typed (parted by ", "), the redirects with their rules and targets, agreements by their id.
 */
export type Names =
  'nobody' | 'object' | 'objects' | 'address' | 'person' | 'typed' | 'redirects' | 'agreements';

type Pair = readonly [fr: string, en: string];

interface Origin {
  readonly values?: readonly string[];
  readonly sources: readonly SourceId[];
  readonly fallback?: readonly SourceId[];
  readonly hidesUnread?: true;
  readonly untold?: string;
  readonly names?: Names;
}

/** Types that hold no text. */
type Textless = 'BOOLEAN' | 'DATE' | 'INTEGER' | 'BIGINT' | 'DECIMAL(18,2)';

/** Of a column of text that is none of a few ids, or that is a structure, it is said whom it names. */
type OriginOf<Type extends string> = Type extends Textless
  ? Origin
  : Type extends 'VARCHAR'
    ? Origin & ({ readonly names: Names } | { readonly values: readonly string[] })
    : Origin & { readonly names: Names };

/** A column: its type, where it comes from and what it can be, what it means, and what null means, each in French and English. */
export function column<const Type extends string>(
  type: Type,
  origin: OriginOf<Type>,
  meaning: Pair,
  unknown?: Pair,
): DossierColumn {
  const words = ([fr, en]: Pair): Words => ({ fr, en });
  return {
    type,
    ...origin,
    meaning: words(meaning),
    ...(unknown === undefined ? {} : { unknown: words(unknown) }),
  };
}

export const NOT_TOLD: Pair = ['la source ne le dit pas', 'the source does not tell'];
export const NOT_REPORTED: Pair = [
  'le rapport ne donne aucune date pour ce compte, ou n’a pas été lu',
  'the report gives no date for this account, or was not read',
];
export const NOT_LISTED: Pair = [
  'la source n’a pas été lue ou ne parle pas de ce compte',
  'the source was not read or does not tell of this account',
];
