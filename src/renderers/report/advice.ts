import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import type { PlaceOf } from '../renderer.ts';
import { list, paragraph, said } from './block.ts';
import { rankedChecks } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** For each check that found somebody: what to adopt, what to avoid, how to proceed. */
export function advice(situation: Situation, language: Language, placeOf: PlaceOf): Section[] {
  const sections = rankedChecks(situation).flatMap(({ check, indicator }): Section[] => {
    if (check.advice === undefined || indicator.count === 0) return [];
    const { audience, adopt, avoid, proceed } = check.advice;
    const to = audience === 'holder' ? 'toHolder' : 'toAdministrator';
    const told = { toAdopt: adopt, toAvoid: avoid, toProceed: proceed } as const;
    const lines = (['toAdopt', 'toAvoid', 'toProceed'] as const).map((key) =>
      phrase(REPORT_WORDS, key, language, { lines: told[key][language].join(' ') }),
    );
    const blocks = [
      paragraph('advice-audience', phrase(REPORT_WORDS, to, language)),
      list(
        'advice',
        lines.map((line) => said(line, 'remedy', check.id)),
      ),
    ];
    return [section('check', check.title[language], { checkIds: [check.id], blocks })];
  });
  if (sections.length === 0) return [];
  const hasLists = situation.sharedCopy?.maskUnder === undefined;
  const blocks = hasLists
    ? [
        paragraph(
          'advice-note',
          phrase(REPORT_WORDS, 'adviceNote', language, { list: listOf(language, placeOf) }),
        ),
      ]
    : [];
  return [section('advice', phrase(REPORT_WORDS, 'advice', language), { blocks, sections })];
}

function listOf(language: Language, placeOf: PlaceOf): string {
  return placeOf(phrase(REPORT_WORDS, 'listOfCheck', language));
}
