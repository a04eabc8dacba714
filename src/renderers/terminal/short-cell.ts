import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { counted } from '../report/cells.ts';
import type { Cell } from '../report/block.ts';
import type { Style } from './style.ts';

const SIGNS = {
  exact: '',
  'at-least': '≥\u00a0',
  approximate: '≈\u00a0',
  'approximate-at-least': '≥\u00a0≈\u00a0',
} as const;
const MARKS = {
  'at-least': 'atLeast',
  approximate: 'about',
  'approximate-at-least': 'atLeastAbout',
} as const;

/** A cell in the room that a terminal has: its bound as a sign where drawings are read; undetermined accounts apart. */
export function shortCell(cell: Cell, language: Language, { drawings }: Style): string {
  if (typeof cell === 'string' || 'day' in cell) return typeof cell === 'string' ? cell : cell.text;
  const { text } = cell.unit === 'count' ? counted(cell.value, language, cell.bound) : cell;
  if (!drawings || cell.bound === 'exact') return text;
  const words = frame(MARKS[cell.bound], language, { n: '' });
  return text.startsWith(words) ? `${SIGNS[cell.bound]}${text.slice(words.length)}` : text;
}
