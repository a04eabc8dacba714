import type { Appearance } from '../renderers/terminal/style.ts';
import type { Io, Output } from './io.ts';

/**
 * How a report is shown on an output: laid out, drawn and coloured on a terminal, plain lines elsewhere. NO_COLOR
 * takes the colours, TERM=dumb colours and drawings; FORCE_COLOR makes of any output a terminal, or with 0 takes the
 * colours, whatever else is set.
 */
export function appearanceOf(
  { isTerminal, columns }: Pick<Output, 'isTerminal' | 'columns'>,
  env: Io['env'],
): Appearance {
  const force = env.FORCE_COLOR ?? '';
  const isRefused = force === '0' || force === 'false';
  const isForced = force !== '' && !isRefused;
  const isDumb = env.TERM === 'dumb';
  const isColoured = isTerminal && !isDumb && !isRefused && (env.NO_COLOR ?? '') === '';
  return {
    width: isTerminal ? columns : isForced ? forcedWidth(env.COLUMNS) : null,
    drawings: (isTerminal || isForced) && !isDumb,
    colour: isForced || isColoured ? 1 : 0,
  };
}

/** Whether lines may be drawn anew, over those before; TERM=dumb says that a terminal cannot. */
export function canRedraw({ isTerminal }: Pick<Output, 'isTerminal'>, env: Io['env']): boolean {
  return isTerminal && env.TERM !== 'dumb';
}

function forcedWidth(columns = ''): number {
  return /^[1-9]\d{0,3}$/.test(columns) ? Number(columns) : 80;
}
