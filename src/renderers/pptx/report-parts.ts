import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Text } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import type { PlaceOf } from '../renderer.ts';
import type { Headline } from '../report/headline.ts';
import { reportScope } from '../report/overview.ts';
import { sampleTitle } from '../report/pilot.ts';
import { headlinesOf, reportTree } from '../report/report.ts';
import { sentencesOf, type Section, type SectionId } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { plainText } from './plain-text.ts';
import { slideWords } from './words.ts';

/** The report as the slides take it. */
export interface Report {
  readonly situation: Situation;
  readonly language: Language;
  /** The whole report, part by part. */
  readonly tree: Section;
  readonly footer: string;
  readonly headlines: readonly Headline[];
}

export function reportOf(situation: Situation, language: Language, placeOf?: PlaceOf): Report {
  const tree = reportTree(situation, language, placeOf);
  const tenant =
    situation.scope === undefined ? situation.tenant.displayName : reportScope(situation, language);
  const copy =
    situation.sharedCopy === undefined ? [] : [phrase(REPORT_WORDS, 'sharedCopy', language).toLowerCase()];
  const sample = sampleTitle(situation, language);
  const pilot = sample === '' ? [] : [sample];
  const date = frame('asOf', language, { day: day(situation.asOf, language) });
  return {
    situation,
    language,
    tree,
    footer: slideWords('footer', language, {
      tenant: [plainText(tenant, 90), ...pilot, ...copy].join(' – '),
      date,
    }),
    headlines: headlinesOf(tree),
  };
}

/** A part of the report that stands by itself. */
export function sectionOf({ tree }: Report, id: SectionId): Section | undefined {
  return tree.sections.find((section) => section.id === id);
}

/** The texts of a part's own sentences. */
export function textsOf(part: Section): Text[] {
  return sentencesOf(part).map(({ text }) => text);
}
