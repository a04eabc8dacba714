import type { Language } from '../../i18n/language.ts';
import { frame } from '../../i18n/frame.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import { table } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { changeCell, nothing, unknown, words } from '../report/cells.ts';
import type { Headline } from '../report/headline.ts';
import { headlinesOf } from '../report/report.ts';
import { findSection, type Section, type SectionId } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { pieceRows, piecesOf, sheetOf } from './block-sheet.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { WORDS } from './words.ts';

const WIDTHS = [60, 18, 18, 14, 16, 18, 20, 40];
/** Of the columns that tell the change. */
const CHANGE_WIDTHS = [12, 36, 48];

/** What a page that decides needs. */
const OPENING: readonly SectionId[] = ['constats', 'decisions', 'matrix', 'certainty'];

const EMPTY = words('');

/**
 * The first sheet: title, tenant and dates; what a page that decides needs; every check with what it rests on and how it changed.
 * `contents` is the name of the sheet that lists the others.
 */
export function summarySheet(report: Section, contents: string, language: Language): Sheet {
  const undetermined = frame('undetermined', language);
  const found = headlinesOf(report);
  const rows: SheetRow[] = [
    { cells: [report.title], style: 'title' },
    ...report.blocks
      .flatMap((block) => pieceRows(block, undetermined))
      .filter(({ cells }) => cells.length > 0),
    { cells: [phrase(WORDS, 'toContents', language)], style: 'link', to: contents },
    ...OPENING.flatMap((id) => {
      const found = findSection(report, id);
      if (found === undefined) return [];
      return part(
        found.title,
        piecesOf(found).flatMap((one) => pieceRows(one, undetermined)),
      );
    }),
    ...part(phrase(REPORT_WORDS, 'everyCheck', language), constats(found, language)),
  ];
  const heading = {
    title: phrase(WORDS, 'summary', language),
    about: phrase(WORDS, 'summaryAbout', language),
    colour: 'summary',
  } as const;
  const hasChange = found.some(({ change }) => change !== null);
  return sheetOf(heading, rows, hasChange ? [...WIDTHS, ...CHANGE_WIDTHS] : WIDTHS);
}

function part(title: string, rows: readonly SheetRow[]): SheetRow[] {
  return [{ cells: [] }, { cells: [title], style: 'heading' }, ...rows];
}

function constats(found: readonly Headline[], language: Language): SheetRow[] {
  const hasChange = found.some(({ change }) => change !== null);
  const heads = [
    phrase(WORDS, 'finding', language),
    ...(['number', 'population', 'shareOfExamined'] as const).map((key) => frame(key, language)),
    ...(['physiciansAmong', 'physiciansShare', 'certainty'] as const).map((key) =>
      phrase(WORDS, key, language),
    ),
    ...(hasChange ? (['change', 'changeText', 'moves'] as const) : []).map((key) =>
      phrase(WORDS, key, language),
    ),
  ];
  const rows = found.map((one): Cell[] => [
    words(one.title),
    one.figure,
    words(one.of),
    one.share,
    ...physiciansOf(one, language),
    words(one.certainty.text),
    ...(hasChange ? changeCellsOf(one, language) : []),
  ]);
  return pieceRows(table('headlines', heads, rows), phrase(WORDS, 'physiciansUndetermined', language));
}

/** A dash where the figure has none to tell apart; never an empty cell, which might be taken for none. */
function physiciansOf({ physicians, certainty }: Headline, language: Language): Cell[] {
  if (physicians !== null) return [physicians.figure, physicians.share];
  const blank = certainty.level === 'none' ? unknown(language) : nothing();
  return [blank, blank];
}

function changeCellsOf({ change, certainty }: Headline, language: Language): Cell[] {
  if (change === null) {
    return [certainty.level === 'none' ? unknown(language) : EMPTY, EMPTY, EMPTY];
  }
  const { value, text, moves } = change;
  const difference = value === null ? unknown(language) : changeCell(value, language);
  return [difference, words(joined(text)), words(moves.join('\n'))];
}
