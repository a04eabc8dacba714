import { expect, test } from 'vitest';
import { appearanceOf } from './appearance.ts';

const TERMINAL = { isTerminal: true, columns: 100 };
const PIPE = { isTerminal: false, columns: 80 };

test.each([
  [TERMINAL, { TERM: 'xterm-256color' }, { width: 100, drawings: true, colour: 1 }],
  [TERMINAL, {}, { width: 100, drawings: true, colour: 1 }],
  [TERMINAL, { NO_COLOR: '1' }, { width: 100, drawings: true, colour: 0 }],
  [TERMINAL, { NO_COLOR: '' }, { width: 100, drawings: true, colour: 1 }],
  [TERMINAL, { FORCE_COLOR: '0' }, { width: 100, drawings: true, colour: 0 }],
  [TERMINAL, { TERM: 'dumb' }, { width: 100, drawings: false, colour: 0 }],
  [PIPE, { TERM: 'xterm-256color' }, { width: null, drawings: false, colour: 0 }],
  [PIPE, { FORCE_COLOR: '' }, { width: null, drawings: false, colour: 0 }],
  [PIPE, { FORCE_COLOR: 'false' }, { width: null, drawings: false, colour: 0 }],
  [PIPE, { FORCE_COLOR: '1' }, { width: 80, drawings: true, colour: 1 }],
  [PIPE, { FORCE_COLOR: 'true', NO_COLOR: '1', COLUMNS: '120' }, { width: 120, drawings: true, colour: 1 }],
  [PIPE, { FORCE_COLOR: '1', COLUMNS: 'wide', TERM: 'dumb' }, { width: 80, drawings: false, colour: 1 }],
] as const)('%j with %j', (output, env, appearance) => {
  expect(appearanceOf(output, env)).toEqual(appearance);
});
