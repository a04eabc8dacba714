import type { Bound } from '../../i18n/sentence.ts';

/** A number of a table: as it is printed, and as a spreadsheet or a chart takes it. */
export interface NumberCell {
  /** With its bound and its undetermined accounts, in the language of the report: "au moins 1 817 (12 ind.)". */
  readonly text: string;
  /** A share is a ratio: 0.439 for 43,9 %. */
  readonly value: number;
  readonly unit: 'count' | 'share' | 'money';
  readonly bound: Bound;
  /** ISO 4217, of money where it is known. */
  readonly currency?: string;
  /** Of a count: how many of the population nothing is known of. */
  readonly undetermined?: number;
}

/** A day (YYYY-MM-DD) of a table. */
export interface DayCell {
  readonly text: string;
  readonly day: string;
}

/** A text is also what stands in the place of a number that is not known: "n. é.", "—". */
export type Cell = string | NumberCell | DayCell;

export interface TableColumn {
  readonly head: string;
  /** Numbers are aligned right. */
  readonly align: 'left' | 'right';
}

/** One of the values of a chart; null where it is not known, which is not 0. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/**
 * A chart. Its values stand in a table of the report as well, or are all written in `summary`, its text alternative.
 * bars: one value per label; stacked: the parts of each label's whole; lines: one value per label for each series, over time.
 */
export interface Chart {
  readonly id: string;
  readonly form: 'bars' | 'grouped' | 'stacked' | 'lines';
  readonly title: string;
  readonly summary: string;
  readonly unit: 'count' | 'share';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

/**
 * A piece of the report, the same for every format. All texts are plain: each format escapes them itself, so that no text
 * of the tenant reaches a page as markup.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id: string }
  /** Sentences, a line each. */
  | { readonly kind: 'paragraph'; readonly sentences: readonly string[] }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'bullets'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'code'; readonly text: string; readonly syntax: 'sql' }
  | { readonly kind: 'chart'; readonly chart: Chart };

export type TableBlock = Extract<Block, { kind: 'table' }>;

/** A heading; `id` names the part in links and in sheets, in lower case and hyphens. */
export function heading(level: 1 | 2 | 3, text: string, id = ''): Block {
  return { kind: 'heading', level, text, id };
}

/** One line per sentence. */
export function paragraph(...sentences: readonly string[]): Block {
  return { kind: 'paragraph', sentences };
}

export function strong(text: string): Block {
  return { kind: 'strong', text };
}

export function bullets(items: readonly string[]): Block {
  return { kind: 'bullets', items };
}

/** A table; its first column and those of `text` (by position) are aligned left, the others right. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  text: readonly number[] = [],
): Block {
  const columns = heads.map((head, index): TableColumn => ({
    head,
    align: index === 0 || text.includes(index) ? 'left' : 'right',
  }));
  return { kind: 'table', columns, rows };
}

export function sql(text: string): Block {
  return { kind: 'code', text, syntax: 'sql' };
}

/** What a cell reads. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
