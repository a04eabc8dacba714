import { integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Cell } from '../report/cell.ts';
import { nothing } from '../report/cells.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { alignedTable, shownColumns, type AlignedColumn, type TableCell } from './aligned-table.ts';
import { changeCell } from './change-mark.ts';
import { marksLines } from './marks.ts';
import { shortCell } from './short-cell.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';

/** Each figure on a line: how many, what share, how many physicians, of how many nothing is known, what changed; then its marks. */
export function indicatorTable(figures: readonly ShownFigure[], style: Style, language: Language): string[] {
  const names = {
    head: frame('indicator', language),
    cells: figures.map(({ headline }) => headline.title),
  };
  const columns = columnsOf(figures, style, language);
  return [
    ...alignedTable(names, columns, style),
    ...marksLines(shownColumns(names, columns, style), style, language),
  ];
}

function columnsOf(figures: readonly ShownFigure[], style: Style, language: Language): AlignedColumn[] {
  const cell = (of: Cell): TableCell => shortCell(of, language, style);
  const columns: AlignedColumn[] = [
    {
      head: phrase(TERMINAL_WORDS, 'count', language),
      cells: figures.map(({ headline }) => cell(headline.figure)),
      rank: 0,
    },
    {
      head: phrase(TERMINAL_WORDS, 'share', language),
      cells: figures.map(({ headline }) => cell(headline.share)),
      rank: 2,
    },
    {
      head: phrase(REPORT_WORDS, 'physicians', language),
      cells: figures.map((figure) => cell(physicians(figure))),
      rank: 3,
    },
    {
      head: phrase(TERMINAL_WORDS, 'undetermined', language),
      cells: figures.map(({ tally }) => ({ text: integer(tally.undetermined, language) })),
      rank: 4,
    },
  ];
  if (figures.every(({ headline }) => headline.change === null)) return columns;
  const change: AlignedColumn = {
    head: phrase(REPORT_WORDS, 'change', language),
    cells: figures.map(({ headline: { change: of } }) =>
      changeCell(of?.value, of?.comparable ?? true, style, language),
    ),
    rank: 1,
  };
  return [...columns, change];
}

function physicians({ headline, physiciansAlone }: ShownFigure): Cell {
  const isUnknown = headline.certainty.level === 'none';
  return physiciansAlone || isUnknown ? headline.figure : (headline.physicians?.figure ?? nothing());
}
