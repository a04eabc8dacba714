import type { Language } from '../../i18n/language.ts';
import type { Bound } from '../../i18n/sentence.ts';
import type { Cell } from '../report/cell.ts';
import { unknown } from '../report/cells.ts';
import type { Mark, TableCell } from './aligned-table.ts';
import type { Style } from './style.ts';

const SIGNS: Readonly<Record<Bound, string>> = {
  exact: '',
  'at-least': '≥\u00a0',
  approximate: '≈\u00a0',
  'approximate-at-least': '≥\u00a0≈\u00a0',
};
const MARKS: Readonly<Record<Bound, readonly Mark[]>> = {
  exact: [],
  'at-least': ['atLeast'],
  approximate: ['about'],
  'approximate-at-least': ['atLeast', 'about'],
};

/**
 * A cell in the room that a terminal has: its bound as a sign where drawings are read, what is not known in short; undetermined
 * accounts stand apart.
 */
export function shortCell(cell: Cell, language: Language, { drawings }: Style): TableCell {
  switch (cell.kind) {
    case 'number':
    case 'share':
    case 'money':
      return drawings
        ? { text: `${SIGNS[cell.bound]}${cell.digits}`, marks: MARKS[cell.bound] }
        : { text: `${cell.mark}${cell.digits}` };
    case 'unknown':
      return { text: unknown(language).text, marks: ['notAssessable'] };
    case 'change':
    case 'date':
    case 'nothing':
    case 'text':
    case 'words':
    case 'code':
      return { text: cell.text };
  }
}
