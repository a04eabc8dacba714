import { day } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { decisions } from '../report/decisions.ts';
import { sampleTitle } from '../report/pilot.ts';
import { markdownSection } from './blocks.ts';
import { escapeMarkdown } from './escape.ts';

/** What became of an expression that a job was held against. */
export interface HeldExpression {
  /** The sentence that tells it, in the language of the summary. */
  readonly sentence: string;
  /** It neither matched nor was left open. */
  readonly isClear: boolean;
}

const WORDS = {
  title: { fr: 'Vigie\u00a0: {tenant}, {day}', en: 'Vigie: {tenant}, {day}' },
} as const satisfies Record<string, Words>;

/** Headings beneath those of whoever gathers the summaries of a job. */
const LEVEL = 2;

/**
 * A job's summary in Markdown: whose audit and of when, each expression with what became of it (in bold where it ends the job with
 * exit code 1), then what to decide, as the report tells it. It names no account.
 */
export function jobSummary(
  held: readonly HeldExpression[],
  situation: Situation,
  language: Language,
): string {
  const { tenant, asOf } = situation;
  const title = phrase(WORDS, 'title', language, { tenant: tenant.defaultDomain, day: day(asOf, language) });
  const sample = sampleTitle(situation, language);
  const blocks = [
    `${'#'.repeat(LEVEL)} ${escapeMarkdown(title)}`,
    ...(sample === '' ? [] : [`**${escapeMarkdown(sample)}**`]),
    held.map(expressionLine).join('\n'),
    ...decisions(situation, language).flatMap((part) => markdownSection(part, LEVEL + 1)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function expressionLine({ sentence, isClear }: HeldExpression): string {
  const text = escapeMarkdown(sentence);
  return isClear ? `- ${text}` : `- **${text}**`;
}
