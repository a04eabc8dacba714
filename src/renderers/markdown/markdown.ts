import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Renderer } from '../renderer.ts';
import { reportTree } from '../report/report.ts';
import { markdownSection } from './blocks.ts';

/** `situation.<lang>.md`: the situation as a page that reads like the ministry's slide. */
export const markdown: Renderer = {
  id: 'markdown',
  readsFindings: false,
  files: ({ situation, language }) => [
    { path: `situation.${language}.md`, content: situationPage(situation, language) },
  ],
};

/** The whole page; it depends on the situation and the language alone. */
export function situationPage(situation: Situation, language: Language): string {
  return `${markdownSection(reportTree(situation, language)).join('\n\n')}\n`;
}
