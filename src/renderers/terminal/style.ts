import { Chalk } from 'chalk';

/** How a terminal shows a report; whoever knows the terminal decides. */
export interface Appearance {
  /** Columns to lay out for; null keeps each sentence on a line of its own, as a log or a pipe wants it. */
  readonly width: number | null;
  /** Bars and arrows, which a plain terminal or a log has no use for. */
  readonly drawings: boolean;
  /** 0: no escape sequence at all; 1: the terminal's own sixteen colours, which its theme keeps readable. */
  readonly colour: 0 | 1;
}

export type Paint = (text: string) => string;
export type Role = 'title' | 'strong' | 'dim' | 'worse' | 'better' | 'unsure' | 'plain';

export interface Style {
  /** Never less than 20. */
  readonly width: number | null;
  readonly drawings: boolean;
  readonly paint: Readonly<Record<Role, Paint>>;
}

const NARROWEST = 20;
/** Wider lines are tiring to read. */
const WIDEST = 110;

/** No yellow, white or black: one of them cannot be read on a light or on a dark ground. */
export function createStyle({ width, drawings, colour }: Appearance): Style {
  const chalk = new Chalk({ level: colour });
  return {
    width: width === null ? null : Math.max(NARROWEST, Math.min(WIDEST, width)),
    drawings,
    paint: {
      title: (text) => chalk.bold(text),
      strong: (text) => chalk.bold.red(text),
      dim: (text) => chalk.dim(text),
      worse: (text) => chalk.red(text),
      better: (text) => chalk.green(text),
      unsure: (text) => chalk.magenta(text),
      plain: (text) => text,
    },
  };
}
