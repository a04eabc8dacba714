import type { Gravity } from '../../situation/check-words.ts';
import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { bounded, countBound, countPhysiciansAlone, isNotAssessable } from '../../i18n/sentence.ts';
import { begun, plain, type Text } from '../../i18n/text.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { clausesOf, definesPhysicians } from '../constats.ts';
import { valueOf } from './cell.ts';
import { notAssessable } from './cells.ts';
import { changeOf } from './change.ts';
import { countCell, judgedChecks, shareCell, type Judged } from './figures.ts';
import type { Headline } from './headline.ts';
import { REPORT_WORDS } from './words.ts';

const GRAVEST_FIRST = ['critical', 'serious', 'notable'] as const satisfies readonly Gravity[];

/**
 * Every figure of the Constats: those that found somebody, then those that may have missed somebody, then the ones where
 * there is nobody; each the gravest first, else in the order of the situation.
 */
export function headlines(situation: Situation, language: Language): Headline[] {
  const found = judgedChecks(situation).map((judged) => headlineOf(situation, judged, language));
  return found
    .map((headline, at) => ({ headline, at }))
    .sort((a, b) => rank(a.headline) - rank(b.headline) || a.at - b.at)
    .map(({ headline }) => headline);
}

/** The gravest figure that found somebody; null where none did. */
export function worstHeadline(all: readonly Headline[]): Headline | null {
  return all.find(hasFound) ?? null;
}

/** The sentence that says what is worst, or that nothing was found, or that nothing is known. */
export function worstOf(all: readonly Headline[], language: Language): Text {
  const worst = worstHeadline(all);
  if (worst !== null && worst.clause.length > 0) {
    const key = mayHideWorse(all, worst) ? 'worstKnown' : 'worst';
    return phraseText(REPORT_WORDS, key, language, { sentence: worst.clause });
  }
  const isUnknown = all.every(({ certainty }) => certainty.level === 'none');
  return plain(phrase(REPORT_WORDS, isUnknown ? 'nothingKnown' : 'nothingFound', language));
}

/** Whether a figure as grave, or graver, may have missed everybody it is of. */
function mayHideWorse(all: readonly Headline[], worst: Headline): boolean {
  const isAsGrave = ({ gravity }: Headline): boolean =>
    GRAVEST_FIRST.indexOf(gravity) <= GRAVEST_FIRST.indexOf(worst.gravity);
  return all.some((one) => isAsGrave(one) && !hasFound(one) && one.certainty.level !== 'whole');
}

/** Whether a figure found somebody. */
export function hasFound({ figure }: Headline): boolean {
  return (valueOf(figure) ?? 0) > 0;
}

function rank(headline: Headline): number {
  const found = hasFound(headline) ? 0 : headline.certainty.level === 'whole' ? 2 : 1;
  return found * GRAVEST_FIRST.length + GRAVEST_FIRST.indexOf(headline.gravity);
}

function headlineOf(situation: Situation, judged: Judged, language: Language): Headline {
  const { check, indicator, shareBound } = judged;
  const alone = countPhysiciansAlone(check.constats[language]);
  const knowsPhysicians = definesPhysicians(situation);
  const tally = alone ? indicator.physicians : indicator;
  const isKnown = !isNotAssessable(tally) && (!alone || knowsPhysicians);
  const bound = countBound(indicator);
  const unknown = notAssessable(language);
  const ratio = isKnown ? shareCell(tally, shareBound, language) : unknown;
  const clauses = clausesOf(situation, check, indicator, language);
  return {
    checkId: check.id,
    title: check.title[language],
    gravity: check.gravity ?? 'notable',
    figure: isKnown ? countCell({ ...tally, undetermined: 0 }, bound, language) : unknown,
    of: isKnown
      ? phrase(REPORT_WORDS, 'ofPopulation', language, {
          n: bounded(tally.population, indicator.populationBound, language),
        })
      : '',
    share: ratio,
    shareText: isKnown ? shareTextOf(ratio.text, tally, language) : unknown.text,
    sentences: clauses.map(begun),
    clause: clauses[0] ?? [],
    physicians: alone || !knowsPhysicians || !isKnown ? null : physiciansOf(judged, language),
    certainty: isKnown ? certaintyOf(tally, judged, language) : { level: 'none', text: unknown.text },
    change: isKnown ? changeOf(situation, check, language) : null,
  };
}

/** A share is of those examined, which only needs saying where they are not the population. */
function shareTextOf(text: string, { population, examined }: Tally, language: Language): string {
  if (examined === population) return text;
  const key = pluralForm(examined, language) === 'one' ? 'shareOfOne' : 'shareOfOther';
  return phrase(REPORT_WORDS, key, language, { share: text, n: integer(examined, language) });
}

function physiciansOf({ indicator, shareBound }: Judged, language: Language): Headline['physicians'] {
  if (indicator.physicians.population === 0) return null;
  return {
    label: phrase(REPORT_WORDS, 'physicians', language),
    figure: countCell(indicator.physicians, countBound(indicator), language),
    share: shareCell(indicator.physicians, shareBound, language),
  };
}

function certaintyOf(tally: Tally, { indicator }: Judged, language: Language): Headline['certainty'] {
  const reasons = [
    ...(indicator.lowerBound ? [phrase(REPORT_WORDS, 'lowerBound', language)] : []),
    ...(indicator.populationBound === 'approximate' ? [phrase(REPORT_WORDS, 'approximate', language)] : []),
    ...(tally.undetermined > 0 ? [undetermined(tally.undetermined, language)] : []),
  ];
  if (reasons.length === 0) return { level: 'whole', text: phrase(REPORT_WORDS, 'whole', language) };
  const separator = language === 'fr' ? '; ' : '; ';
  return {
    level: 'part',
    text: phrase(REPORT_WORDS, 'partial', language, { reasons: reasons.join(separator) }),
  };
}

function undetermined(n: number, language: Language): string {
  const form = pluralForm(n, language) === 'one' ? 'undeterminedOne' : 'undeterminedOther';
  return phrase(REPORT_WORDS, form, language, { n: integer(n, language) });
}
