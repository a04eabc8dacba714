import type { Chart } from '../report/block.ts';

/** What the forms of a chart draw with. */
export interface Drawing {
  readonly chart: Chart;
  /** The value at the end of the scale. */
  readonly end: number;
  readonly write: (value: number | null) => string;
}
