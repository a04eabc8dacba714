import type { Chart } from '../report/block.ts';

/** Of a slide of 13.33 by 7.5 inches; from its left upper corner, in inches. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  /** In points; the text's own where left out. */
  readonly size?: number;
  readonly colour?: string;
}

/** A paragraph. */
export interface Line {
  readonly runs: readonly Run[];
  readonly bullet?: boolean;
}

export interface TextPiece {
  readonly kind: 'text';
  readonly name: string;
  readonly box: Box;
  readonly lines: readonly Line[];
  readonly size: number;
  readonly colour?: string;
  readonly fill?: string;
  readonly anchor?: 'top' | 'middle' | 'bottom';
  /** In points, after each paragraph. */
  readonly gap?: number;
}

export interface TablePiece {
  readonly kind: 'table';
  readonly name: string;
  readonly box: Box;
  /** In inches, together as wide as the box. */
  readonly widths: readonly number[];
  /** In inches, of the head and of each row. */
  readonly heights: readonly number[];
  readonly right: readonly boolean[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each cell of these rows: the colour it stands on, or null. */
  readonly tints: readonly (readonly (string | null)[])[];
  readonly size: number;
  /** Its box is too narrow for its longest words. */
  readonly isTight: boolean;
}

export interface ChartPiece {
  readonly kind: 'chart';
  readonly box: Box;
  readonly chart: Chart;
  readonly size: number;
  /** Left out where it is the slide's own. */
  readonly hasTitle: boolean;
  /** Of the values, where several charts are to be compared. */
  readonly greatest?: number;
}

export type Piece = TextPiece | TablePiece | ChartPiece;

/** A slide: its pieces in the order they are read. */
export interface Slide {
  readonly layout: 'cover' | 'content';
  readonly title: string;
  readonly pieces: readonly Piece[];
  /** A paragraph each. */
  readonly notes: readonly string[];
}

/** What the title and the footer leave. */
export const CONTENT: Box = { x: 0.6, y: 1.35, w: 12.13, h: 5.35 };

export function line(text: string, style: Omit<Run, 'text'> = {}): Line {
  return { runs: [{ text, ...style }] };
}
