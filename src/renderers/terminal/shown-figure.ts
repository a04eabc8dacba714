import type { Language } from '../../i18n/language.ts';
import { countPhysiciansAlone } from '../../i18n/sentence.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { judgedChecks, type Judged } from '../report/figures.ts';
import type { Headline } from '../report/headline.ts';

/** A line of the Constats with the tally that its bar is drawn of. */
export interface ShownFigure {
  readonly headline: Headline;
  readonly judged: Judged;
  readonly tally: Tally;
  readonly physiciansAlone: boolean;
}

/** The figures of the Constats, in the order given, each with its tally. */
export function shownFigures(
  all: readonly Headline[],
  situation: Situation,
  language: Language,
): ShownFigure[] {
  const judged = judgedChecks(situation);
  return all.flatMap((headline): ShownFigure[] => {
    const found = judged.find(({ check }) => check.id === headline.checkId);
    if (found === undefined) return [];
    const physiciansAlone = countPhysiciansAlone(found.check.constats[language]);
    const tally = physiciansAlone ? found.indicator.physicians : found.indicator;
    return [{ headline, judged: found, tally, physiciansAlone }];
  });
}
