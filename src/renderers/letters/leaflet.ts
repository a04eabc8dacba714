import { countBound } from '../../i18n/sentence.ts';
import { day } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { coverageOf } from '../coverage.ts';
import { escapeMarkdown } from '../markdown/escape.ts';
import type { AdvisedCheck } from './advised-checks.ts';
import { ACTION_WORDS } from './words.ts';

/**
 * The leaflet (Markdown) that goes with a check's list: what it holds and does not hold, what to know before writing, and what
 * the people on it are asked to do.
 *
 * @param files the list and the letter, as one who reads the leaflet finds them
 */
export function leaflet(
  situation: Situation,
  check: AdvisedCheck,
  language: Language,
  files: { readonly file: string; readonly letter: string },
): string {
  const { advice } = check;
  const word = (key: keyof typeof ACTION_WORDS, values?: Record<string, string>): string =>
    phrase(ACTION_WORDS, key, language, values);
  const sending = [
    word(advice.audience === 'holder' ? 'toHolder' : 'toAdministrator'),
    ...(advice.sending?.[language] ?? []),
  ];
  const held = [
    word(advice.audience === 'holder' ? 'written' : 'writtenByEstablishment', {
      ...files,
      day: day(situation.asOf, language),
    }),
    ...coverageOf(situation, check.id, language),
    ...reserves(situation, check.id).map((key) => word(key)),
  ];
  return [
    `# ${escapeMarkdown(check.title[language])}`,
    escapeMarkdown(situation.scope?.establishment ?? situation.tenant.displayName),
    ...part(word('list'), held),
    ...part(word('sending'), sending),
    ...part(word('adopt'), advice.adopt[language]),
    ...part(word('avoid'), advice.avoid[language]),
    ...part(word('proceed'), advice.proceed[language]),
  ]
    .join('\n\n')
    .concat('\n');
}

function part(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n')];
}

/** What the list does not hold. */
function reserves(situation: Situation, checkId: string): ('lowerBound' | 'undetermined')[] {
  const indicator = situation.indicators.find(({ id }) => id === checkId);
  if (indicator === undefined) return [];
  return [
    ...(countBound(indicator) === 'exact' ? [] : ['lowerBound' as const]),
    ...(indicator.undetermined > 0 ? ['undetermined' as const] : []),
  ];
}
