import type { CheckDescription } from '../situation/check-description.ts';
import { MASKED_ESTABLISHMENTS } from '../situation/masked-groups.ts';
import { ownValue } from '../situation/own-value.ts';
import { integer, pluralForm, withinSentence } from '../i18n/format.ts';
import { frame, frameText } from '../i18n/frame.ts';
import {
  boundedText,
  countBound,
  countedText,
  countPhysiciansAlone,
  fill,
  isNotAssessable,
  notAssessable,
} from '../i18n/sentence.ts';
import type { Language } from '../i18n/language.ts';
import { begun, figure, plain, together, type Text } from '../i18n/text.ts';
import type { Indicator, Situation, Tally } from '../situation/situation.ts';
import { exceptedWords } from './excepted.ts';
import { missingSources } from './missing-sources.ts';
import { sourceName } from './vocabulary.ts';

type Enrolment = Situation['enrolments'][number];

/** A sentence of the Constats, and the check that says it; none says who is enrolled, nor that physicians are not known. */
export interface Constat {
  readonly text: Text;
  readonly checkId?: string;
}

/**
 * The sentences of the Constats: those of every check, in the order of the situation, then one for each
 * enrolment. What could not be assessed says so, with the sources that are missing.
 *
 * @param after what the first sentence of a check is followed by
 */
export function constats(
  situation: Situation,
  language: Language,
  after: (checkId: string) => Text = () => [],
): Constat[] {
  const ofChecks = situation.checks.flatMap((check): Constat[] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    const found = indicator === undefined ? [] : constatsOf(situation, check, indicator, language);
    return found.map((sentence, at) => ({
      text: at === 0 ? together([sentence, after(check.id)]) : sentence,
      checkId: check.id,
    }));
  });
  const unknown = situation.categoriesKnown ? [] : [physiciansUnknown(language)];
  const enrolled = situation.enrolments.map((one) => ofEnrolment(situation, one, language));
  return [...ofChecks, ...[...unknown, ...enrolled].map((text) => ({ text }))];
}

function physiciansUnknown(language: Language): Text {
  return plain(
    notAssessable(frame('physicians', language), [sourceName('group-members', language)], language),
  );
}

/** The label of a category of the situation. */
export function categoryLabel(situation: Situation, id: string, language: Language): string {
  const category = situation.categories.find((one) => one.id === id);
  if (category !== undefined) return category.label[language];
  return id === '' ? frame('noCategory', language) : id;
}

/** What an establishment is called; '' is none. */
export function establishmentLabel(id: string, language: Language): string {
  if (id === MASKED_ESTABLISHMENTS) return frame('maskedEstablishments', language);
  return id === '' ? frame('noEstablishment', language) : id;
}

/** What one of a category is called, as it is written within a sentence; null where the config does not tell. */
function singularOf(situation: Situation, id: string, language: Language): string | null {
  const found = situation.categories.find((one) => one.id === id)?.singular?.[language];
  return found === undefined ? null : withinSentence(found);
}

/** The sentences of one check. */
export function constatsOf(
  situation: Situation,
  check: CheckDescription,
  indicator: Indicator,
  language: Language,
): Text[] {
  return clausesOf(situation, check, indicator, language).map(begun);
}

/** The sentences of one check, as they are written within another: "134 115 comptes…", "au moins 1 817 comptes…". */
export function clausesOf(
  situation: Situation,
  check: CheckDescription,
  indicator: Indicator,
  language: Language,
): Text[] {
  const sentences = check.constats[language];
  if (sentences.length === 0) return [];
  if (isNotAssessable(indicator)) {
    const missing = indicator.missing ?? missingSources(situation, check.primary ?? check.evidence);
    const names = missing.map((id) => sourceName(id, language));
    return [plain(notAssessable(check.title[language], names, language))];
  }
  const ofCount = sentences
    .map((sentence) =>
      sentence.filter(({ of }) => definesPhysicians(situation) || !of.startsWith('physicians.')),
    )
    .filter((sentence) => sentence.length > 0)
    .map((sentence, index) => {
      const filled = fill(sentence, indicator, situation.parameters, language);
      const told = countPhysiciansAlone([sentence]) ? indicator.physicians : indicator;
      if (index > 0 && told === indicator) return filled;
      const { exceptions } = indicator;
      const excepted = exceptedWords(told === indicator ? exceptions : exceptions?.physicians, language);
      return together([
        ...[filled, undeterminedOf(told, language)],
        ...(excepted === '' ? [] : [` (${excepted})`]),
      ]);
    });
  return [...ofCount, ...ofFacts(check, indicator, language)];
}

/**
 * What stands beneath the sentences that a report opens with, where not all accounts of physicians have a mailbox: how many were created,
 * how many have one. Nothing where that is the same, or not known.
 */
export function footnotes(situation: Situation, language: Language): Constat[] {
  const { physicianAccounts: accounts } = situation.population;
  if (accounts === undefined || !definesPhysicians(situation)) return [];
  return situation.checks.flatMap((check): Constat[] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined || check.footnote === undefined || isNotAssessable(indicator)) return [];
    const { physicians } = indicator;
    if (physicians.population === accounts || accounts === 0) return [];
    const told = { ...indicator, physicians: { ...physicians, accounts } };
    const text = fill(check.footnote[language], told, situation.parameters, language);
    return [{ text: together([begun(text), '.']), checkId: check.id }];
  });
}

/** The sentences of what is graver than the count; none of what is not known, or of nobody. */
function ofFacts({ factConstats = [] }: CheckDescription, indicator: Indicator, language: Language): Text[] {
  const numberOf = (name: string | undefined): number => {
    const value = name === undefined ? undefined : ownValue(indicator.facts, name);
    return typeof value === 'number' ? value : 0;
  };
  return factConstats.flatMap((sentence) => {
    const n = numberOf(sentence.fact);
    if (n === 0) return [];
    const undetermined = undeterminedOf({ undetermined: numberOf(sentence.undetermined) }, language);
    return [together([countedText(sentence, n, countBound(indicator), language), undetermined])];
  });
}

/** How many of the population a figure says nothing of; nothing where it speaks of all. */
function undeterminedOf({ undetermined }: Pick<Tally, 'undetermined'>, language: Language): Text {
  if (undetermined === 0) return [];
  const form = pluralForm(undetermined, language) === 'one' ? 'undeterminedOne' : 'undeterminedOther';
  return frameText(form, language, { n: figure(integer(undetermined, language)) });
}

/** Without a category of physicians, or its members, nothing is known of them: "0 physicians" would not say so. */
export function definesPhysicians(situation: Situation): boolean {
  return situation.categoriesKnown && situation.categories.some(({ physician }) => physician);
}

function ofEnrolment(situation: Situation, enrolment: Enrolment, language: Language): Text {
  const label = enrolment.label[language];
  if (!enrolment.known) {
    return plain(notAssessable(label, [sourceName('group-members', language)], language));
  }
  const counts = Object.entries(enrolment.byCategory)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => categoryRank(situation, a) - categoryRank(situation, b))
    .map(([id, count]): Text => {
      const number = boundedText(count, enrolment.lowerBound ? 'at-least' : 'exact', language);
      const category = withinSentence(categoryLabel(situation, id, language));
      if (count !== 1) return together([number, ` ${category}`]);
      // A label is a plural, which one person is not.
      const one = singularOf(situation, id, language);
      return together([number, one === null ? ` (${category})` : ` ${one}`]);
    });
  return frameText('enrolment', language, {
    label,
    counts: counts.length > 0 ? listed(counts) : frame('nobodyEnrolled', language),
  });
}

function listed(texts: readonly Text[]): Text {
  return together(texts.flatMap((text, at) => (at === 0 ? [text] : [', ', text])));
}

function categoryRank(situation: Situation, id: string): number {
  const rank = situation.categories.findIndex((category) => category.id === id);
  return rank === -1 ? situation.categories.length : rank;
}
