import type { Words } from '../../i18n/words.ts';
import { REPORT_WORDS } from '../report/words.ts';

/** What the terminal says besides the report's own words. */
export const TERMINAL_WORDS = {
  count: { fr: 'Nombre', en: 'Count' },
  share: REPORT_WORDS.shareOfAll,
  undetermined: { fr: 'Indét.', en: 'Undet.' },
  counted: { fr: 'non conformes', en: 'non-compliant' },
  unknown: { fr: 'indéterminés', en: 'undetermined' },
  others: { fr: 'conformes', en: 'compliant' },
  nothingMoved: {
    fr: 'Aucun des nombres connus n’a changé depuis le {day}.',
    en: 'None of the known figures changed since {day}.',
  },
  worstPlaces: {
    fr: 'Établissements les plus touchés\u00a0: {title}',
    en: 'Establishments most concerned: {title}',
  },
  atLeast: { fr: '≥\u00a0: au moins', en: '≥: at least' },
  about: { fr: '≈\u00a0: environ', en: '≈: about' },
  notAssessable: { fr: 'n. d.\u00a0: non disponible', en: 'n. a.: not assessable' },
  notComparable: { fr: '*\u00a0: non comparable tel quel', en: '*: not comparable as it stands' },
} as const satisfies Record<string, Words>;
