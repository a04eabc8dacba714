import type { SourceId } from '../../snapshot/tables.ts';

/** A sentence of the table in both languages; the table is a guide's, and no stage of an audit words it. */
interface Words {
  readonly fr: string;
  readonly en: string;
}

/** One property that is asked of the cloud, or one column of a report. */
export interface AskedField {
  /** As the cloud calls it. */
  readonly property: string;
  /** The column of the source's table that holds it; null where it only decides what becomes of the rest. */
  readonly keptAs: string | null;
  readonly why: Words;
  /** What it means that it did not come: never the harmless thing. */
  readonly absent: Words;
  /** Where the public metadata of v1.0 lacks it: who documents it, and what becomes of the source where it is refused. */
  readonly beyondMetadata?: BeyondMetadata;
}

export interface BeyondMetadata {
  readonly documentedBy: string;
  readonly whenRefused: Words;
}

/** One request of a source, and all that is read of its answer. */
export interface AskedEndpoint {
  readonly source: SourceId;
  /** Path as asked, ids as `{id}`; a cmdlet by its name. */
  readonly path: string;
  readonly from: 'v1.0' | 'beta' | 'exchange';
  /** Whether the request names its properties (`$select`); a report or a cmdlet gives all of its own. */
  readonly selects: boolean;
  readonly fields: readonly AskedField[];
  /** Of a whole path that the public metadata of v1.0 lacks. */
  readonly beyondMetadata?: BeyondMetadata;
}

type Pair = readonly [fr: string, en: string];

export function words([fr, en]: Pair): Words {
  return { fr, en };
}

/** A field: what the cloud calls it, the column it is kept in, why it is asked, and what its absence means. */
export function asked(property: string, keptAs: string | null, why: Pair, absent: Pair): AskedField {
  return { property, keptAs, why: words(why), absent: words(absent) };
}

export const ITEM_NOT_READ: Pair = [
  'l’élément compte comme non lu\u00a0: la source est partielle, ses comptes sont indéterminés',
  'the item counts as not read: the source is partial, its accounts are undetermined',
];
export const NOT_KNOWN: Pair = ['inconnu, jamais «\u00a0non\u00a0»', 'not known, never “no”'];
export const SHOWN_EMPTY: Pair = [
  'montré vide; aucun verdict n’en dépend',
  'shown empty; no verdict rests on it',
];
