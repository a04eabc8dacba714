import type { Gravity } from '../../situation/check-words.ts';
import type { Text } from '../../i18n/text.ts';
import type { Cell } from './cell.ts';

/** How a figure moved since the previous audit. More is always worse: a count is of non-compliant accounts. */
export interface HeadlineChange {
  readonly direction: 'up' | 'down' | 'same' | 'unknown';
  /** "+1 203 depuis le 29 septembre 2020", or why nothing can be said. */
  readonly text: Text;
  /** The text without the number, or the word for none: "depuis le 29 septembre 2020"; all of it where nothing can be said. */
  readonly since: string;
  /** The difference itself, signed; null where it is not known. */
  readonly value: number | null;
  /** Who moved: "Nouvellement inutilisés : 1 500", "De nouveau utilisés : 297". */
  readonly moves: readonly string[];
  /** False where something other than the accounts may be part of it; the evolution says what. */
  readonly comparable: boolean;
}

/** One line of the Constats, as a large figure. */
export interface Headline {
  readonly checkId: string;
  readonly title: string;
  readonly gravity: Gravity;
  /** "134 115", "au moins 1 817"; "Non évaluable" where it is not known. */
  readonly figure: Cell;
  /** "sur 305 554"; '' where the figure is not known. */
  readonly of: string;
  readonly share: Cell;
  /** The share, and of how many where not all were examined: "83,3 % des 6 examinés". */
  readonly shareText: string;
  /** The days it is of, where not all figures are of one; '' where they are. */
  readonly asOf: string;
  /** Its sentences in the Constats. */
  readonly sentences: readonly Text[];
  /** The first of them, as it is written within another. */
  readonly clause: Text;
  /** Of the physicians among them; null where the check counts physicians alone, there is none, or they are not known. */
  readonly physicians: { readonly label: string; readonly figure: Cell; readonly share: Cell } | null;
  /** How sure it is: whole, in part, or not known at all; and in words. */
  readonly certainty: { readonly level: 'whole' | 'part' | 'none'; readonly text: string };
  /** Null where there is no previous audit. */
  readonly change: HeadlineChange | null;
}
