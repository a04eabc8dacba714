import type { Words } from '../../i18n/words.ts';
import { REPORT_WORDS } from '../report/words.ts';

/** The words of the page alone: its controls, its marks, the texts that only its layout needs. */
export const PAGE_WORDS = {
  skip: { fr: 'Aller au contenu', en: 'Skip to content' },
  contents: { fr: 'Sommaire', en: 'Contents' },
  dark: { fr: 'Thème sombre', en: 'Dark theme' },
  light: { fr: 'Thème clair', en: 'Light theme' },
  filter: { fr: 'Filtrer les lignes', en: 'Filter the rows' },
  shown: { fr: 'Lignes affichées\u00a0: {n} sur {total}', en: 'Rows shown: {n} of {total}' },
  summary: { fr: 'L’essentiel', en: 'In short' },
  critical: { fr: 'Critique', en: 'Critical' },
  serious: { fr: 'Grave', en: 'Serious' },
  notable: { fr: 'À surveiller', en: 'To watch' },
  unproven: { fr: 'À confirmer', en: 'To be confirmed' },
  empty: { fr: 'Aucun compte visé', en: 'No account concerned' },
  clear: { fr: 'Rien trouvé', en: 'Nothing found' },
  unknown: REPORT_WORDS.unknown,
  up: { fr: 'En hausse\u00a0: {change}', en: 'Up: {change}' },
  down: { fr: 'En baisse\u00a0: {change}', en: 'Down: {change}' },
  inFull: { fr: 'Les constats en toutes lettres', en: 'The findings in full' },
  scale: { fr: 'Échelle\u00a0: de 0 à {end}', en: 'Scale: 0 to {end}' },
  hatched: { fr: 'Hachuré\u00a0: non connu', en: 'Hatched: not known' },
  footer: {
    fr: 'Ce rapport est un seul fichier\u00a0: il ne charge rien et n’envoie rien.',
    en: 'This report is a single file: it loads nothing and sends nothing.',
  },
} as const satisfies Record<string, Words>;
