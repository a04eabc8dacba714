import { day, instant } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound, countPhysiciansAlone, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
import { definesPhysicians } from '../constats.ts';
import { bullets, heading, paragraph, table, type Block, type Cell } from './block.ts';
import { changeCell, counted } from './cells.ts';
import { moveLabel, MOVE_KINDS } from './change.ts';
import { trendChart } from './charts.ts';
import { judgedChecks, type Judged } from './figures.ts';
import { REPORT_WORDS } from './words.ts';

type Trend = NonNullable<Situation['trend']>;
type Change = Trend['indicators'][number];
type WordKey = keyof typeof REPORT_WORDS;

/** What changed since the previous audit of the tenant, what stands in the way of comparing, and the figures over time. */
export function evolution(situation: Situation, language: Language): Block[] {
  const { trend } = situation;
  if (trend === undefined) return [];
  const title = heading(2, phrase(REPORT_WORDS, 'evolution', language), 'evolution');
  const { previous } = trend;
  if (previous === undefined) {
    return [title, paragraph(phrase(REPORT_WORDS, 'noPrevious', language)), ...notUsed(trend, language)];
  }
  const compared = phrase(REPORT_WORDS, 'comparedWith', language, {
    day: day(previous.asOf, language),
    instant: instant(previous.collectedAt, language),
  });
  return [
    title,
    paragraph(compared),
    ...differences(trend, language),
    changes(situation, trend, language),
    ...moves(situation, trend, language),
    ...overTime(situation, trend, language),
    ...notUsed(trend, language),
  ];
}

function differences({ differences: found }: Trend, language: Language): Block[] {
  if (found.length === 0) return [];
  return [
    heading(3, phrase(REPORT_WORDS, 'differences', language)),
    bullets(found.map(({ words }) => words[language])),
  ];
}

function notUsed({ notUsed: audits }: Trend, language: Language): Block[] {
  if (audits.length === 0) return [];
  return [
    heading(3, phrase(REPORT_WORDS, 'notUsed', language)),
    bullets(audits.map(({ words }) => words[language])),
  ];
}

function heads(keys: readonly WordKey[], language: Language): string[] {
  return [frame('indicator', language), ...keys.map((key) => phrase(REPORT_WORDS, key, language))];
}

/** Before, now, and the difference; of all accounts and of the physicians. */
function changes(situation: Situation, trend: Trend, language: Language): Block {
  const rows = judgedChecks(situation).map((judged) => {
    const found = trend.indicators.find(({ id }) => id === judged.check.id);
    const title = judged.check.title[language];
    if (found === undefined || isUnknown(situation, judged, language)) {
      const unknown = frame('notAssessableShort', language);
      return [title, ...Array.from({ length: 6 }, () => unknown), frame('no', language)];
    }
    return [title, ...changeCells(situation, judged, found, language)];
  });
  const columns = [
    ...(['before', 'now', 'change'] as const),
    ...(['physiciansBefore', 'physiciansNow', 'physiciansChange', 'comparable'] as const),
  ];
  return table(heads(columns, language), rows, [columns.length]);
}

/** What counts physicians alone says nothing where they are not known. */
function isUnknown(situation: Situation, { check }: Judged, language: Language): boolean {
  return countPhysiciansAlone(check.constats[language]) && !definesPhysicians(situation);
}

function changeCells(situation: Situation, { indicator }: Judged, found: Change, language: Language): Cell[] {
  const now = countBound(indicator);
  const then = boundBefore(found);
  const unknown = frame('notAssessableShort', language);
  const knew = situation.trend?.previous?.categoriesKnown !== false;
  const knows = situation.categoriesKnown && !isNotAssessable(indicator.physicians);
  return [
    counted(found.before, language, then),
    counted(indicator.count, language, now),
    changeCell(found.change, language),
    knew ? counted(found.physicians.before, language, then) : unknown,
    knows ? counted(indicator.physicians.count, language, now) : unknown,
    knew && knows ? changeCell(found.physicians.change, language) : unknown,
    frame(found.comparable ? 'yes' : 'no', language),
  ];
}

function boundBefore({ lowerBoundBefore, populationBoundBefore }: Change): Bound {
  return countBound({ lowerBound: lowerBoundBefore, populationBound: populationBoundBefore });
}

/** One row per check and kind of movement, those that nobody made left out. */
function moves(situation: Situation, trend: Trend, language: Language): Block[] {
  const areKnown = situation.categoriesKnown && trend.previous?.categoriesKnown !== false;
  const rows = judgedChecks(situation).flatMap(({ check }) => {
    const found = trend.indicators.find(({ id }) => id === check.id);
    const all = found?.moves;
    const physicians = found?.physicians.moves;
    if (all === undefined || physicians === undefined) return [];
    return MOVE_KINDS.filter((kind) => all[kind] > 0).map((kind): Cell[] => [
      check.title[language],
      moveLabel(kind, check, language),
      counted(all[kind], language),
      areKnown ? counted(physicians[kind], language) : frame('notAssessableShort', language),
    ]);
  });
  if (rows.length === 0) return [];
  const columns = [
    frame('indicator', language),
    phrase(REPORT_WORDS, 'movesOfCheck', language),
    frame('accounts', language),
    phrase(REPORT_WORDS, 'physicians', language),
  ];
  return [
    heading(3, phrase(REPORT_WORDS, 'movesTitle', language)),
    table(columns, rows, [1]),
    paragraph(phrase(REPORT_WORDS, 'movesNote', language)),
  ];
}

/** A line per indicator, a column per audit. */
function overTime(situation: Situation, { points }: Trend, language: Language): Block[] {
  if (points.length < 2) return [];
  const rows = judgedChecks(situation).map(({ check }): Cell[] => [
    check.title[language],
    ...points.map(({ indicators }): Cell => {
      const found = indicators.find(({ id }) => id === check.id);
      if (found === undefined || isNotAssessable(found)) return frame('notAssessableShort', language);
      return counted(found.count, language, countBound(found));
    }),
  ]);
  const columns = [frame('indicator', language), ...points.map(({ asOf }) => day(asOf, language))];
  return [
    heading(3, phrase(REPORT_WORDS, 'audits', language)),
    ...trendChart(situation, language),
    table(columns, rows),
  ];
}
