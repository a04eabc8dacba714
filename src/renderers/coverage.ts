import { integer } from '../i18n/format.ts';
import { frameText } from '../i18n/frame.ts';
import type { Language } from '../i18n/language.ts';
import { boundedText } from '../i18n/sentence.ts';
import { figure, joined, type Text } from '../i18n/text.ts';
import { CONFIGURATION } from '../situation/gap-source.ts';
import type { Gap, Indicator, Situation } from '../situation/situation.ts';
import { constatsOf } from './constats.ts';

/** What an indicator rests on, in a line: its population, how many were examined, how many could not be. */
export function coverage(title: string, indicator: Indicator, language: Language): Text {
  const { population, populationBound, examined, undetermined } = indicator;
  return frameText('coverage', language, {
    title,
    population: boundedText(population, populationBound, language),
    examined: figure(integer(examined, language)),
    undetermined: figure(integer(undetermined, language)),
  });
}

/** What the figures of one check say, and what they rest on. */
export function coverageOf(situation: Situation, checkId: string, language: Language): string[] {
  const check = situation.checks.find(({ id }) => id === checkId);
  const indicator = situation.indicators.find(({ id }) => id === checkId);
  if (check === undefined || indicator === undefined) return [];
  return [
    ...constatsOf(situation, check, indicator, language),
    coverage(check.title[language], indicator, language),
  ].map(joined);
}

/** What every figure stands on, whatever the check. */
const ALWAYS = [CONFIGURATION, 'accounts', 'mailbox-usage'];

/** The gaps that bear on one check: those of its sources, and of the accounts it is about. */
export function gapsOfCheck(situation: Situation, checkId: string): Gap[] {
  const check = situation.checks.find(({ id }) => id === checkId);
  const restsOn = [...(check?.evidence ?? []), ...(check?.details ?? []), ...ALWAYS];
  return situation.gaps.filter(({ source }) => restsOn.includes(source));
}
