import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { SERVICE_NAMES, wordOf } from '../vocabulary.ts';
import { paragraph, said, strong, type Block, type Sentence } from './block.ts';
import { REPORT_WORDS } from './words.ts';

/** Of a copy to share: that its names are none. */
export function sharedCopy(situation: Situation, language: Language): Block[] {
  const { sharedCopy: of } = situation;
  if (of === undefined) return [];
  return [
    strong('shared-copy', phrase(REPORT_WORDS, 'sharedCopy', language)),
    paragraph('shared-copy-note', phrase(REPORT_WORDS, 'sharedCopyNote', language, { key: of.key })),
    ...(of.maskUnder === undefined
      ? []
      : [
          paragraph(
            'masked-note',
            phrase(REPORT_WORDS, 'maskedNote', language, { n: integer(of.maskUnder, language) }),
          ),
        ]),
  ];
}

/** Of a copy whose small counts are masked: what is not in it. */
export function maskedFrom({ sharedCopy }: Situation, language: Language): Sentence[] {
  if (sharedCopy?.maskUnder === undefined) return [];
  const { indicators = [], enrolments = [], services = [] } = sharedCopy.masked ?? {};
  const names = [
    ...[...indicators, ...enrolments].map(({ title }) => title[language]),
    ...services.map((service) => wordOf(SERVICE_NAMES, service, language)),
  ];
  const values = { n: integer(sharedCopy.maskUnder, language), names: names.join('; ') };
  return [
    ...(names.length === 0 ? [] : [said(phrase(REPORT_WORDS, 'maskedFigures', language, values), 'limit')]),
    said(phrase(REPORT_WORDS, 'maskedSections', language), 'limit'),
  ];
}
