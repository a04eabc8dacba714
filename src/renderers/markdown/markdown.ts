import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Renderer } from '../renderer.ts';
import { licences } from './licences.ts';
import { method, sources } from './method.ts';
import { administrators, posture, termsOfUse, unseen } from './organisation.ts';
import { facts, firstPage, indicators } from './overview.ts';
import { categories, enrolments, establishments } from './people.ts';
import { serviceUsage } from './services.ts';

/** `situation.<lang>.md`: the situation as a page that reads like the ministry's slide. */
export const markdown: Renderer = {
  id: 'markdown',
  files: ({ situation, language }) => [
    { path: `situation.${language}.md`, content: situationPage(situation, language) },
  ],
};

/** The whole page; it depends on the situation and the language alone. */
export function situationPage(situation: Situation, language: Language): string {
  const sections = [
    firstPage,
    indicators,
    categories,
    facts,
    posture,
    administrators,
    serviceUsage,
    enrolments,
    termsOfUse,
    licences,
    establishments,
    unseen,
    sources,
    method,
  ];
  const blocks = sections.flatMap((section) => section(situation, language));
  return `${blocks.join('\n\n')}\n`;
}
