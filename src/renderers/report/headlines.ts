import { GRAVITIES } from '../../situation/check-words.ts';
import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { bounded, countBound, countPhysiciansAlone, isNotAssessable } from '../../i18n/sentence.ts';
import { begun, plain, type Text } from '../../i18n/text.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { clausesOf, definesPhysicians } from '../constats.ts';
import { exceptedWords } from '../excepted.ts';
import { valueOf } from './cell.ts';
import { notAssessable } from './cells.ts';
import { changeOf } from './change.ts';
import { figureDayText } from './figure-days.ts';
import { countCell, networkTally, rankedChecks, shareCell, type Judged } from './figures.ts';
import type { Headline } from './headline.ts';
import { REPORT_WORDS } from './words.ts';

/** Every figure of the Constats, in the order of every format. */
export function headlines(situation: Situation, language: Language): Headline[] {
  return rankedChecks(situation).map((judged) => headlineOf(situation, judged, language));
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
    GRAVITIES.indexOf(gravity) <= GRAVITIES.indexOf(worst.gravity);
  return all.some((one) => isAsGrave(one) && !hasFound(one) && one.certainty.level !== 'whole');
}

/** Whether a figure found somebody. */
export function hasFound({ figure }: Headline): boolean {
  return (valueOf(figure) ?? 0) > 0;
}

function headlineOf(situation: Situation, judged: Judged, language: Language): Headline {
  const { check, indicator, shareBound } = judged;
  const alone = countPhysiciansAlone(check.constats[language]);
  const knowsPhysicians = definesPhysicians(situation);
  const tally = alone ? indicator.physicians : indicator;
  const isKnown = !isNotAssessable(tally) && (!alone || knowsPhysicians);
  const bound = countBound(indicator);
  const unknown = notAssessable(language);
  const told = isKnown ? toldOf(situation, judged, tally, language) : { of: '', asOf: '' };
  const ratio = isKnown ? shareCell(tally, shareBound, language) : unknown;
  const clauses = clausesOf(situation, check, indicator, language);
  return {
    checkId: check.id,
    title: check.title[language],
    gravity: check.gravity ?? 'notable',
    figure: isKnown ? countCell({ ...tally, undetermined: 0 }, bound, language) : unknown,
    ...told,
    share: ratio,
    shareText: isKnown ? besideNetwork(situation, judged, alone, ratio.text, language) : unknown.text,
    sentences: clauses.map(begun),
    clause: clauses[0] ?? [],
    physicians: alone || !knowsPhysicians || !isKnown ? null : physiciansOf(judged, language),
    certainty: isKnown ? certaintyAmong(tally, judged, language) : { level: 'none', text: unknown.text },
    change: isKnown ? changeOf(situation, check, language) : null,
  };
}

/** Of how many a figure is, and of which days. */
function toldOf(
  situation: Situation,
  { check, indicator }: Judged,
  { population }: Tally,
  language: Language,
): Pick<Headline, 'of' | 'asOf'> {
  const n = bounded(population, indicator.populationBound, language);
  return {
    of: phrase(REPORT_WORDS, 'ofPopulation', language, { n }),
    asOf: figureDayText(situation, check, language),
  };
}

/** A share is of those examined, which only needs saying where they are not the population. */
function shareTextOf(text: string, { population, examined }: Tally, language: Language): string {
  if (examined === population) return text;
  const key = pluralForm(examined, language) === 'one' ? 'shareOfOne' : 'shareOfOther';
  return phrase(REPORT_WORDS, key, language, { share: text, n: integer(examined, language) });
}

/** In the report of an establishment the network's share stands beside its own. */
function besideNetwork(
  situation: Situation,
  { check, indicator, shareBound }: Judged,
  alone: boolean,
  text: string,
  language: Language,
): string {
  const own = shareTextOf(text, alone ? indicator.physicians : indicator, language);
  const network = networkTally(situation, check.id);
  const found = shareCell(alone ? network?.physicians : network, shareBound, language);
  if (found.kind !== 'share') return own;
  return phrase(REPORT_WORDS, 'besideNetwork', language, { share: own, network: found.text });
}

function physiciansOf({ indicator, shareBound }: Judged, language: Language): Headline['physicians'] {
  if (indicator.physicians.population === 0) return null;
  return {
    label: phrase(REPORT_WORDS, 'physicians', language),
    figure: countCell(indicator.physicians, countBound(indicator), language),
    share: shareCell(indicator.physicians, shareBound, language),
  };
}

/** How sure it is, and which of the accounts are accepted. */
function certaintyAmong(tally: Tally, judged: Judged, language: Language): Headline['certainty'] {
  const { level, text } = certaintyOf(tally, judged, language);
  const { exceptions, physicians } = judged.indicator;
  const excepted = exceptedWords(tally === physicians ? exceptions?.physicians : exceptions, language);
  return { level, text: excepted === '' ? text : `${text}; ${excepted}` };
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
