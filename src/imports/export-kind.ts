import type { ExportKindId } from '../snapshot/imported.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** How a cell is read. A `list` is several texts in one cell. */
export type CellKind = 'text' | 'day' | 'instant' | 'count' | 'flag' | 'list';

/** A column of an export: the headers it may have, the documented one first. */
export interface ExportColumn {
  readonly headers: readonly string[];
  readonly kind: CellKind;
  /** Without it, nothing can be made of the file. */
  readonly isRequired?: true;
  /** A cell that no line leaves empty. */
  readonly isFilled?: true;
  /** What it tells is no figure's, or is told elsewhere: that it is not there is not told. */
  readonly isAside?: true;
  /** Empty on every line, it tells that there is none. */
  readonly mayBeEmpty?: true;
  /** Its values are names of types themselves: the predicates and actions of a rule. */
  readonly holdsTypeNames?: true;
}

/** A list where the cell holds several texts. Null is none; undefined was not told. */
export type Cell = string | number | boolean | readonly string[] | null | undefined;

/** Whether a cell holds a list. */
export function isTexts(cell: Cell): cell is readonly string[] {
  return Array.isArray(cell);
}

/** A line by the names of its kind's columns. */
export type Row = Readonly<Record<string, Cell>>;

/** What an administrator exports. */
export interface ExportKind {
  readonly id: ExportKindId;
  readonly source: SourceId;
  readonly columns: Readonly<Record<string, ExportColumn>>;
  /** It is this one where of each list a header is there, and of `without` none. */
  readonly marks: readonly (readonly string[])[];
  readonly without: readonly string[];
}
