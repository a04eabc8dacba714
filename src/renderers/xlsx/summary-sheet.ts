import type { Language } from '../../i18n/language.ts';
import { NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { changeCell, counted } from '../report/cells.ts';
import { headlines, type Headline } from '../report/headlines.ts';
import { reportBlocks, reportSections } from '../report/report.ts';
import { table, type Cell } from '../report/block.ts';
import { blockRows, sheetOf } from './block-sheet.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { WORDS } from './words.ts';

const WIDTHS = [60, 18, 18, 14, 16, 18, 20, 40];
/** Of the columns that tell the change. */
const CHANGE_WIDTHS = [12, 36, 48];

type Listed = Pick<Sheet, 'about' | 'count'> & { readonly name: string };

/**
 * The first sheet: title, tenant and dates; what is worst; what is not known; every Constat with what it rests on and how it
 * changed; then what the other sheets hold.
 */
export function summarySheet(situation: Situation, others: readonly Listed[], language: Language): Sheet {
  const undetermined = frame('undetermined', language);
  const blocks = reportBlocks(situation, language);
  const first = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2);
  const opening = blocks.slice(0, first).filter(({ kind }) => kind !== 'chart');
  const gaps = reportSections(situation, language).find(({ id }) => id === 'gaps');
  const found = headlines(situation, language);
  const rows: SheetRow[] = [
    ...opening.flatMap((block) => blockRows(block, undetermined)).filter(({ cells }) => cells.length > 0),
    ...(gaps === undefined
      ? []
      : part(
          gaps.title,
          gaps.blocks.flatMap((one) => toTheEnd(blockRows(one, undetermined))),
        )),
    ...part(frame('constats', language), constats(found, language)),
    ...part(phrase(WORDS, 'contents', language), contents(others, language)),
  ];
  const heading = {
    title: phrase(WORDS, 'summary', language),
    about: phrase(WORDS, 'summaryAbout', language),
    colour: 'summary',
  } as const;
  const hasChange = found.some(({ change }) => change !== null);
  return sheetOf(heading, rows, hasChange ? [...WIDTHS, ...CHANGE_WIDTHS] : WIDTHS);
}

/** Rows whose last cell takes the room that the wider tables of the sheet leave. */
function toTheEnd(rows: readonly SheetRow[]): SheetRow[] {
  return rows.map((row) => (row.cells.length === 0 ? row : { ...row, across: true }));
}

function part(title: string, rows: readonly SheetRow[]): SheetRow[] {
  return [{ cells: [] }, { cells: [title], style: 'heading' }, ...rows];
}

function constats(found: readonly Headline[], language: Language): SheetRow[] {
  const hasChange = found.some(({ change }) => change !== null);
  const heads = [
    ...(['finding', 'figure', 'outOf'] as const).map((key) => phrase(WORDS, key, language)),
    frame('shareOfExamined', language),
    ...(['physiciansAmong', 'physiciansShare', 'certainty'] as const).map((key) =>
      phrase(WORDS, key, language),
    ),
    ...(hasChange ? (['change', 'changeText', 'moves'] as const) : []).map((key) =>
      phrase(WORDS, key, language),
    ),
  ];
  const rows = found.map((one): Cell[] => [
    one.title,
    one.figure,
    one.of,
    one.share,
    ...physiciansOf(one, language),
    one.certainty.text,
    ...(hasChange ? changeCellsOf(one, language) : []),
  ]);
  const sentences = found.flatMap((one) => one.sentences);
  return [
    ...blockRows(table(heads, rows), phrase(WORDS, 'physiciansUndetermined', language)),
    ...blockRows({ kind: 'bullets', items: sentences }, ''),
  ];
}

/** A dash where the figure has none to tell apart; never an empty cell, which might be taken for none. */
function physiciansOf({ physicians, certainty }: Headline, language: Language): Cell[] {
  if (physicians !== null) return [physicians.figure, physicians.share];
  const blank = certainty.level === 'none' ? frame('notAssessableShort', language) : NOTHING;
  return [blank, blank];
}

function changeCellsOf({ change, certainty }: Headline, language: Language): Cell[] {
  if (change === null) {
    return [certainty.level === 'none' ? frame('notAssessableShort', language) : '', '', ''];
  }
  const { value, text, moves } = change;
  const difference = value === null ? frame('notAssessableShort', language) : changeCell(value, language);
  return [difference, text, moves.join('\n')];
}

function contents(others: readonly Listed[], language: Language): SheetRow[] {
  const heads = (['sheet', 'rows', 'about'] as const).map((key) => phrase(WORDS, key, language));
  const rows = others.map(({ name, about, count }): Cell[] => [
    name,
    count === null ? '' : counted(count, language),
    about,
  ]);
  return toTheEnd(blockRows(table(heads, rows), ''));
}
