import type { Bound } from '../../i18n/sentence.ts';

/** A share at least a quarter above that of the whole, or at least twice it. */
export type Against = 'above' | 'far-above';

/** A figure with how far it can be relied on. */
interface Figure {
  /** As it is printed: "au moins 1 817 (12 ind.)". */
  readonly text: string;
  /** The number alone, as it is written: "1 817". */
  readonly digits: string;
  /** What stands before the number for its bound: "au moins "; '' where it is exact. */
  readonly mark: string;
  readonly value: number;
  readonly bound: Bound;
  /** How its share stands against the whole's; left out where it is no higher, or says nothing. */
  readonly against?: Against;
}

/** How many. */
export interface NumberCell extends Figure {
  readonly kind: 'number';
  /** What it is of those examined, where its text tells that too. */
  readonly share?: ShareCell;
  /** How many of the population nothing is known of; left out where that is nobody, or told elsewhere. */
  readonly undetermined?: number;
}

/** A ratio: 0.439 for 43,9 %. */
export interface ShareCell extends Figure {
  readonly kind: 'share';
}

/** An amount. */
export interface MoneyCell extends Figure {
  readonly kind: 'money';
  /** ISO 4217, where it is known. */
  readonly currency?: string;
}

/** A difference, written with its sign. */
export interface ChangeCell {
  readonly kind: 'change';
  readonly text: string;
  readonly value: number;
}

/** A day (YYYY-MM-DD). */
export interface DateCell {
  readonly kind: 'date';
  readonly text: string;
  readonly day: string;
}

/** A figure that could not be had, which is not 0. */
export interface UnknownCell {
  readonly kind: 'unknown';
  /** `mark`: "n. d.", in the place of a number; `words`: "Non évaluable", "inconnu". */
  readonly form: 'mark' | 'words';
  readonly text: string;
}

/** There is nothing to write: nobody to count, nothing to compare with. */
export interface NothingCell {
  readonly kind: 'nothing';
  readonly text: string;
}

/** `text`: what the tenant, Microsoft or the configuration calls something; `words`: the report's own; `code`: ids of its own. */
export interface TextCell {
  readonly kind: 'text' | 'words' | 'code';
  readonly text: string;
}

/** A cell of a table; it says what it is, so that a format lays it out without reading it. */
export type Cell =
  NumberCell | ShareCell | MoneyCell | ChangeCell | DateCell | UnknownCell | NothingCell | TextCell;

export type FigureCell = NumberCell | ShareCell | MoneyCell;

/** The number that a cell holds; null for one that holds none, or of which it is not known. */
export function valueOf(cell: Cell): number | null {
  switch (cell.kind) {
    case 'number':
    case 'share':
    case 'money':
    case 'change':
      return cell.value;
    case 'date':
    case 'unknown':
    case 'nothing':
    case 'text':
    case 'words':
    case 'code':
      return null;
  }
}

/** Whether a cell stands where a number would, and has none. */
export function isBlank({ kind }: Cell): boolean {
  return kind === 'unknown' || kind === 'nothing';
}
