import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound } from '../../i18n/sentence.ts';
import { isMaskedGroup } from '../../situation/masked-groups.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { neutralise } from '../neutralise.ts';
import { countCell, shareCell } from '../report/figures.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { alignedTable, type AlignedColumn } from './aligned-table.ts';
import { changeCell } from './change-mark.ts';
import { shortCell } from './short-cell.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';

type Establishment = Indicator['byEstablishment'][number];

const SHOWN = 5;

/** The establishments with the highest share of what is worst, under its title; nothing where there is one or none. */
export function worstEstablishments(
  situation: Situation,
  figures: readonly ShownFigure[],
  style: Style,
  language: Language,
): { readonly title: string; readonly lines: readonly string[] } | null {
  const worst = figures.find(
    ({ tally, judged }) => tally.count > 0 && examinedPlaces(judged.indicator).length > 1,
  );
  if (worst === undefined) return null;
  const shown = ranked(worst.judged.indicator).slice(0, SHOWN);
  if (shown.length === 0) return null;
  const names = {
    head: frame('establishment', language),
    cells: shown.map(({ id }) => neutralise(id)),
  };
  return {
    title: phrase(TERMINAL_WORDS, 'worstPlaces', language, { title: worst.headline.title }),
    lines: alignedTable(names, columnsOf(situation, worst, shown, style, language), style),
  };
}

function examinedPlaces({ byEstablishment }: Indicator): Establishment[] {
  return byEstablishment.filter(({ id, examined }) => id !== '' && !isMaskedGroup(id) && examined > 0);
}

/** A share of fewer accounts says little; it is told where there is none of more. */
const LEAST_EXAMINED = 10;

/** Those where somebody was found. */
function ranked(indicator: Indicator): Establishment[] {
  const found = examinedPlaces(indicator).filter(({ count }) => count > 0);
  const large = found.filter(({ examined }) => examined >= LEAST_EXAMINED);
  return (large.length > 0 ? large : found).sort(
    (a, b) => b.count / b.examined - a.count / a.examined || b.count - a.count,
  );
}

function columnsOf(
  situation: Situation,
  { judged }: ShownFigure,
  shown: readonly Establishment[],
  style: Style,
  language: Language,
): AlignedColumn[] {
  const bound = countBound(judged.indicator);
  const columns: AlignedColumn[] = [
    {
      head: phrase(TERMINAL_WORDS, 'count', language),
      cells: shown.map((one) => shortCell(countCell(one, bound, language), language, style)),
      rank: 2,
    },
    {
      head: phrase(TERMINAL_WORDS, 'share', language),
      cells: shown.map((one) => shortCell(shareCell(one, judged.shareBound, language), language, style)),
      rank: 0,
    },
  ];
  const found = situation.trend?.indicators.find(({ id }) => id === judged.check.id);
  const arePlacedOtherwise =
    situation.trend?.differences.some(({ kind }) => kind === 'establishments') === true;
  if (found === undefined || arePlacedOtherwise) return columns;
  const cells = shown.map(({ id }) => {
    const moved = found.byEstablishment.find((one) => one.id === id);
    return changeCell(moved?.change, found.comparable, style, language);
  });
  return [...columns, { head: phrase(REPORT_WORDS, 'change', language), cells, rank: 1 }];
}
