import { day, instant } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound, countPhysiciansAlone, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
import { arePhysiciansComparable } from '../../situation/trend/comparability.ts';
import { definesPhysicians } from '../constats.ts';
import { underItsName, type PlaceOf } from '../renderer.ts';
import { list, paragraph, said, table, type Sentence, type TableBlock } from './block.ts';
import type { Cell } from './cell.ts';
import { changeCell, counted, unknown, words, yesOrNo } from './cells.ts';
import { moveLabel, MOVE_KINDS } from './change.ts';
import { trendChart } from './charts.ts';
import { rankedChecks, type Judged } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

type Trend = NonNullable<Situation['trend']>;
type Change = Trend['indicators'][number];
type WordKey = keyof typeof REPORT_WORDS;

/** What changed since the previous audit of the tenant, what stands in the way of comparing, and the figures over time. */
export function evolution(
  situation: Situation,
  language: Language,
  placeOf: PlaceOf = underItsName,
): Section[] {
  const { trend } = situation;
  if (trend === undefined) return [];
  const title = phrase(REPORT_WORDS, 'evolution', language);
  const checkIds = rankedChecks(situation).map(({ check }) => check.id);
  const { previous } = trend;
  if (previous === undefined) {
    const blocks = [paragraph('no-previous', phrase(REPORT_WORDS, 'noPrevious', language))];
    return [section('evolution', title, { checkIds, blocks, sections: notUsed(trend, language) })];
  }
  const compared = phrase(REPORT_WORDS, 'comparedWith', language, {
    day: day(previous.asOf, language),
    instant: instant(previous.collectedAt, language, situation.parameters.timeZone),
  });
  const opening = paragraph('compared', compared);
  const changed = changes(situation, trend, language);
  // What differs stands before the figures, which are then read beneath its heading.
  const differing = differences(trend, changed, language);
  return [
    section('evolution', title, {
      checkIds,
      blocks: differing.length === 0 ? [opening, changed] : [opening],
      sections: [
        ...differing,
        ...moves(situation, trend, language, placeOf),
        ...overTime(situation, trend, language),
        ...notUsed(trend, language),
      ],
    }),
  ];
}

function differences({ differences: found }: Trend, changed: TableBlock, language: Language): Section[] {
  if (found.length === 0) return [];
  const blocks = [list('differences', cautions(found, language)), changed];
  return [section('differences', phrase(REPORT_WORDS, 'differences', language), { blocks })];
}

function notUsed({ notUsed: audits }: Trend, language: Language): Section[] {
  if (audits.length === 0) return [];
  const blocks = [list('not-used', cautions(audits, language))];
  return [section('not-used', phrase(REPORT_WORDS, 'notUsed', language), { blocks })];
}

function cautions(found: Trend['differences'] | Trend['notUsed'], language: Language): Sentence[] {
  return found.map(({ words: told }) => said(told[language], 'caution'));
}

function heads(keys: readonly WordKey[], language: Language): string[] {
  return [frame('indicator', language), ...keys.map((key) => phrase(REPORT_WORDS, key, language))];
}

/** Before, now, and the difference; of all accounts and of the physicians. */
function changes(situation: Situation, trend: Trend, language: Language): TableBlock {
  const rows = rankedChecks(situation).map((judged): Cell[] => {
    const found = trend.indicators.find(({ id }) => id === judged.check.id);
    const title = words(judged.check.title[language]);
    if (found === undefined || isUnknown(situation, judged, language)) {
      return [title, ...Array.from({ length: 6 }, () => unknown(language)), yesOrNo(false, language)];
    }
    return [title, ...changeCells(situation, judged, found, language)];
  });
  const columns = [
    ...(['before', 'now', 'change'] as const),
    ...(['physiciansBefore', 'physiciansNow', 'physiciansChange', 'comparable'] as const),
  ];
  return table('changes', heads(columns, language), rows, { text: [columns.length] });
}

/** What counts physicians alone says nothing where they are not known. */
function isUnknown(situation: Situation, { check }: Judged, language: Language): boolean {
  return countPhysiciansAlone(check.constats[language]) && !definesPhysicians(situation);
}

function changeCells(situation: Situation, { indicator }: Judged, found: Change, language: Language): Cell[] {
  const now = countBound(indicator);
  const then = boundBefore(found);
  const knew = situation.trend?.previous?.categoriesKnown !== false;
  const knows = situation.categoriesKnown && !isNotAssessable(indicator.physicians);
  return [
    counted(found.before, language, then),
    counted(indicator.count, language, now),
    changeCell(found.change, language),
    knew ? counted(found.physicians.before, language, then) : unknown(language),
    knows ? counted(indicator.physicians.count, language, now) : unknown(language),
    knew && knows ? changeCell(found.physicians.change, language) : unknown(language),
    comparableCell(situation, found, knew && knows, language),
  ];
}

function comparableCell(
  { trend }: Situation,
  found: Change,
  physiciansKnown: boolean,
  language: Language,
): Cell {
  const exceptPhysicians =
    found.comparable && physiciansKnown && trend !== undefined && !arePhysiciansComparable(trend, found);
  return exceptPhysicians
    ? words(phrase(REPORT_WORDS, 'exceptPhysicians', language))
    : yesOrNo(found.comparable, language);
}

function boundBefore({ lowerBoundBefore, populationBoundBefore }: Change): Bound {
  return countBound({ lowerBound: lowerBoundBefore, populationBound: populationBoundBefore });
}

/** One row per check and kind of movement, those that nobody made left out. */
function moves(situation: Situation, trend: Trend, language: Language, placeOf: PlaceOf): Section[] {
  const areKnown = situation.categoriesKnown && trend.previous?.categoriesKnown !== false;
  const rows = rankedChecks(situation).flatMap(({ check }) => {
    const found = trend.indicators.find(({ id }) => id === check.id);
    const all = found?.moves;
    const physicians = found?.physicians.moves;
    if (all === undefined || physicians === undefined) return [];
    return MOVE_KINDS.filter((kind) => all[kind] > 0).map((kind): Cell[] => [
      words(check.title[language]),
      words(moveLabel(kind, check, language)),
      counted(all[kind], language),
      areKnown ? counted(physicians[kind], language) : unknown(language),
    ]);
  });
  if (rows.length === 0) return [];
  const columns = [
    frame('indicator', language),
    phrase(REPORT_WORDS, 'movesOfCheck', language),
    frame('accounts', language),
    phrase(REPORT_WORDS, 'physicians', language),
  ];
  const blocks = [
    table('moves', columns, rows, { text: [1] }),
    paragraph(
      'moves-note',
      phrase(REPORT_WORDS, 'movesNote', language, {
        table: placeOf('findings/changes.parquet'),
        csv: placeOf('changes.csv'),
      }),
    ),
  ];
  return [section('moves', phrase(REPORT_WORDS, 'movesTitle', language), { blocks })];
}

/** A line per indicator, a column per audit. */
function overTime(situation: Situation, { points }: Trend, language: Language): Section[] {
  if (points.length < 2) return [];
  const rows = rankedChecks(situation).map(({ check }): Cell[] => [
    words(check.title[language]),
    ...points.map(({ indicators }): Cell => {
      const found = indicators.find(({ id }) => id === check.id);
      if (found === undefined || isNotAssessable(found)) return unknown(language);
      return counted(found.count, language, countBound(found));
    }),
  ]);
  const columns = [frame('indicator', language), ...points.map(({ asOf }) => day(asOf, language))];
  const drawn = trendChart(situation, language);
  const [chart] = drawn;
  const numbers = table('over-time', columns, rows, chart === undefined ? {} : { drawnAs: chart.chart.id });
  return [section('over-time', phrase(REPORT_WORDS, 'audits', language), { blocks: [...drawn, numbers] })];
}
