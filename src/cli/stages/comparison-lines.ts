import type { CheckDescription } from '../../situation/check-description.ts';
import { integer, signed } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { frame } from '../../i18n/frame.ts';
import { phrase } from '../../i18n/phrase.ts';
import { bounded, countBound } from '../../i18n/sentence.ts';
import { MOVE_KINDS, moveLabel } from '../../renderers/report/change.ts';
import { REPORT_WORDS } from '../../renderers/report/words.ts';
import { alignedTable, type AlignedColumn } from '../../renderers/terminal/aligned-table.ts';
import type { Style } from '../../renderers/terminal/style.ts';
import type { Situation } from '../../situation/situation.ts';
import { arePhysiciansComparable } from '../../situation/trend/comparability.ts';
import type { IndicatorChange, Trend } from '../../situation/trend/trend-schema.ts';

interface Compared {
  readonly check: CheckDescription;
  readonly now: Situation['indicators'][number];
  readonly change: IndicatorChange;
}

/**
 * Every indicator before and now, then who moved, an indicator after the other. More is worse: the counts are of
 * non-compliant accounts.
 */
export function comparisonLines(newer: Situation, trend: Trend, language: Language, style: Style): string[] {
  const compared = trend.indicators.flatMap((change): Compared[] => {
    const check = newer.checks.find(({ id }) => id === change.id);
    const now = newer.indicators.find(({ id }) => id === change.id);
    // A check without sentences only informs: it finds nobody.
    return check === undefined || now === undefined || check.constats.fr.length === 0
      ? []
      : [{ check, now, change }];
  });
  if (compared.length === 0) return [];
  const physiciansKnown = newer.categoriesKnown && trend.previous?.categoriesKnown !== false;
  const names = {
    head: frame('indicator', language),
    cells: compared.map(({ check }) => check.title[language]),
  };
  return [
    ...alignedTable(names, figureColumns(compared, { trend, physiciansKnown }, language, style), style),
    '',
    ...compared.flatMap((one) => moveLines(one, language, style)),
  ];
}

type WordKey = keyof typeof REPORT_WORDS;

function figureColumns(
  compared: readonly Compared[],
  { trend, physiciansKnown }: { readonly trend: Trend; readonly physiciansKnown: boolean },
  language: Language,
  { paint }: Style,
): AlignedColumn[] {
  const ofPhysicians = ({ change }: Compared): boolean => arePhysiciansComparable(trend, change);
  const column = (key: WordKey, rank: number, textOf: (one: Compared) => string): AlignedColumn => ({
    head: phrase(REPORT_WORDS, key, language),
    cells: compared.map((one) => ({ text: textOf(one) })),
    rank,
  });
  const changed = (
    key: WordKey,
    rank: number,
    changeOf: (one: Compared) => number,
    compares: (one: Compared) => boolean,
  ): AlignedColumn => ({
    head: phrase(REPORT_WORDS, key, language),
    cells: compared.map((one) => {
      const change = changeOf(one);
      const colour = change > 0 ? paint.worse : change < 0 ? paint.better : paint.plain;
      return { text: signed(change, language), paint: compares(one) ? colour : paint.unsure };
    }),
    rank,
  });
  const then = (count: number, { change }: Compared): string =>
    bounded(
      count,
      countBound({ lowerBound: change.lowerBoundBefore, populationBound: change.populationBoundBefore }),
      language,
    );
  const today = (count: number, { now }: Compared): string => bounded(count, countBound(now), language);
  return [
    column('before', 0, (one) => then(one.change.before, one)),
    column('now', 0, (one) => today(one.now.count, one)),
    changed(
      'change',
      0,
      ({ change }) => change.change,
      ({ change }) => change.comparable,
    ),
    ...(physiciansKnown
      ? [
          column('physiciansBefore', 3, (one) => then(one.change.physicians.before, one)),
          column('physiciansNow', 3, (one) => today(one.now.physicians.count, one)),
          changed('physiciansChange', 2, ({ change }) => change.physicians.change, ofPhysicians),
        ]
      : []),
    column('comparable', 1, (one) =>
      one.change.comparable && physiciansKnown && !ofPhysicians(one)
        ? phrase(REPORT_WORDS, 'exceptPhysicians', language)
        : frame(one.change.comparable ? 'yes' : 'no', language),
    ),
  ];
}

function moveLines({ check, change }: Compared, language: Language, style: Style): string[] {
  const { moves, physicians } = change;
  if (moves === undefined) return [];
  const kinds = MOVE_KINDS.filter((kind) => moves[kind] > 0 || (physicians.moves?.[kind] ?? 0) > 0);
  if (kinds.length === 0) return [];
  const column = (head: string, numbers: readonly number[]): AlignedColumn => ({
    head,
    cells: numbers.map((number) => ({ text: integer(number, language) })),
    rank: 0,
  });
  return [
    style.paint.title(check.title[language]),
    ...alignedTable(
      {
        head: phrase(REPORT_WORDS, 'movesOfCheck', language),
        cells: kinds.map((kind) => moveLabel(kind, check, language)),
      },
      [
        column(
          frame('accounts', language),
          kinds.map((kind) => moves[kind]),
        ),
        column(
          phrase(REPORT_WORDS, 'physicians', language),
          kinds.map((kind) => physicians.moves?.[kind] ?? 0),
        ),
      ],
      style,
    ),
    '',
  ];
}
