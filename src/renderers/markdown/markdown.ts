import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { PlaceOf, Renderer } from '../renderer.ts';
import { boundedTables } from '../report/bounded-tables.ts';
import { reportTree } from '../report/report.ts';
import { markdownSection } from './blocks.ts';

/** `situation.<lang>.md`: the situation as a page that reads like the ministry's slide. */
export const markdown: Renderer = {
  id: 'markdown',
  readsFindings: false,
  files: ({ situation, language, places }) => [
    { path: `situation.${language}.md`, content: situationPage(situation, language, places?.placeOf) },
  ],
};

/** The whole page; it depends on the situation, the language, and where the files that it names lie. */
export function situationPage(situation: Situation, language: Language, placeOf?: PlaceOf): string {
  const report = boundedTables(reportTree(situation, language, placeOf), language);
  return `${markdownSection(report).join('\n\n')}\n`;
}
