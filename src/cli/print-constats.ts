import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../i18n/language.ts';
import { phrase } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import { headlines } from '../renderers/report/headlines.ts';
import { shownFigures } from '../renderers/terminal/shown-figure.ts';
import { terminalReport } from '../renderers/terminal/terminal-report.ts';
import type { Situation } from '../situation/situation.ts';
import { appearanceOf } from './appearance.ts';
import type { Io } from './io.ts';
import { stepLines } from './step-lines.ts';

const WORDS = {
  list: {
    fr: 'Les comptes du constat le plus grave\u00a0: vigie list {check} {audit}',
    en: 'The accounts of the most serious finding: vigie list {check} {audit}',
  },
  open: { fr: 'Le rapport à ouvrir\u00a0: {path}', en: 'The report to open: {path}' },
} as const satisfies Record<string, Words>;

/** The terminal report on stderr: what is worst, what is not known, the Constats; then where to look next. */
export async function printConstats(
  auditFolder: string,
  situation: Situation,
  language: Language,
  io: Io,
): Promise<void> {
  const report = terminalReport(situation, language, appearanceOf(io.stderr, io.env));
  await io.stderr.draw(`\n${report}`);
  await printNextSteps(auditFolder, situation, language, io);
  await io.stderr.write('\n');
}

/** On stderr, the command that lists whom the worst figure is about, and the report to open in a browser. */
export async function printNextSteps(
  auditFolder: string,
  situation: Situation,
  language: Language,
  io: Io,
): Promise<void> {
  const worst = shownFigures(headlines(situation, language), situation, language).find(
    ({ tally }) => tally.count > 0,
  );
  const page = join(auditFolder, `situation.${language}.html`);
  const audit = /^[\w/.:@%+-]+$/.test(auditFolder)
    ? auditFolder
    : `'${auditFolder.replaceAll("'", "'\\''")}'`;
  const steps = [
    ...(worst === undefined
      ? []
      : [phrase(WORDS, 'list', language, { check: worst.headline.checkId, audit })]),
    ...(existsSync(page) ? [phrase(WORDS, 'open', language, { path: page })] : []),
  ];
  if (steps.length > 0) await io.stderr.write(`\n${stepLines(steps)}`);
}
