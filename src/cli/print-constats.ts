import { integer } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { constats } from '../renderers/constats.ts';
import type { Gap, Situation } from '../situation/situation.ts';
import type { Io } from './io.ts';

/** The Constats on stderr, after what is not known: the figures are read with their gaps. */
export async function printConstats(situation: Situation, language: Language, io: Io): Promise<void> {
  const gaps = situation.gaps.map((gap) => gapLines(gap, language));
  const sentences = constats(situation, language).map((sentence) => `  • ${sentence}\n`);
  await io.stderr.write(`\n${[...gaps, ...(gaps.length > 0 ? ['\n'] : []), ...sentences].join('')}\n`);
}

/** A gap with its remedy below it. */
export function gapLines({ words, accounts }: Gap, language: Language): string {
  const concerned = accounts === 0 ? '' : ` (${integer(accounts, language)})`;
  return `  ! ${words.what[language]}${concerned}\n    → ${words.remedy[language]}\n`;
}
