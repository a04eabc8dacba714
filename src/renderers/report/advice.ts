import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { bullets, heading, paragraph, type Block } from './block.ts';
import { judgedChecks } from './figures.ts';
import { REPORT_WORDS } from './words.ts';

/** For each check that found somebody: what to adopt, what to avoid, how to proceed. */
export function advice(situation: Situation, language: Language): Block[] {
  const blocks = judgedChecks(situation).flatMap(({ check, indicator }): Block[] => {
    if (check.advice === undefined || indicator.count === 0) return [];
    const { audience, adopt, avoid, proceed } = check.advice;
    const to = audience === 'holder' ? 'toHolder' : 'toAdministrator';
    const lines = Object.entries({ adopt, avoid, proceed } as const).map(([key, words]) =>
      line(key, words[language].join(' '), language),
    );
    return [heading(3, check.title[language]), paragraph(phrase(REPORT_WORDS, to, language)), bullets(lines)];
  });
  if (blocks.length === 0) return [];
  return [
    heading(2, phrase(REPORT_WORDS, 'advice', language), 'advice'),
    paragraph(phrase(REPORT_WORDS, 'adviceNote', language, { language })),
    ...blocks,
  ];
}

function line(key: string, lines: string, language: Language): string {
  const of = key === 'adopt' ? 'adopt' : key === 'avoid' ? 'avoid' : 'proceed';
  return phrase(REPORT_WORDS, of, language, { lines });
}
