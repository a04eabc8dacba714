import type { Words } from '../../i18n/words.ts';
import type { Centre } from '../../situation/check-words.ts';
import { REPORT_WORDS } from '../report/words.ts';

/** The words of the page alone: its controls, its marks, the texts that only its layout needs. */
export const PAGE_WORDS = {
  skip: { fr: 'Aller au contenu', en: 'Skip to content' },
  contents: { fr: 'Sommaire', en: 'Contents' },
  dark: { fr: 'Thème sombre', en: 'Dark theme' },
  light: { fr: 'Thème clair', en: 'Light theme' },
  filter: { fr: 'Filtrer les lignes', en: 'Filter the rows' },
  shown: { fr: 'Lignes affichées\u00a0: {n} sur {total}', en: 'Rows shown: {n} of {total}' },
  search: {
    fr: 'Chercher un contrôle, un établissement, une catégorie, une décision',
    en: 'Search a check, an establishment, a category, a decision',
  },
  where: { fr: 'Où le faire', en: 'Where to do it' },
  accountsFile: { fr: 'Comptes', en: 'Accounts' },
  listOfDecision: { fr: 'Comptes à traiter (CSV)', en: 'Accounts to act on (CSV)' },
  listFile: { fr: 'Liste à traiter', en: 'List to act on' },
  alsoAs: { fr: 'Ce rapport existe aussi en\u00a0:', en: 'This report comes as well as:' },
  xlsx: { fr: 'classeur', en: 'workbook' },
  pptx: { fr: 'diapositives', en: 'slides' },
  md: { fr: 'Markdown', en: 'Markdown' },
  everyEstablishment: { fr: 'Tous les établissements', en: 'Every establishment' },
  everyCategory: { fr: 'Toutes les catégories', en: 'Every category' },
  oneEstablishment: { fr: 'Chaque contrôle dans cet établissement', en: 'Every check in this establishment' },
  check: REPORT_WORDS.check,
  back: { fr: 'Tout afficher', en: 'Show everything' },
  printSummary: { fr: 'Imprimer le sommaire d’une page', en: 'Print the summary of one page' },
  everyGravity: { fr: 'Toutes les gravités', en: 'Every gravity' },
  nothingShown: { fr: 'Rien ne correspond.', en: 'Nothing matches.' },
  copy: { fr: 'Copier', en: 'Copy' },
  copied: { fr: 'Copié', en: 'Copied' },
  summary: { fr: 'L’essentiel', en: 'In short' },
  critical: REPORT_WORDS.critical,
  serious: REPORT_WORDS.serious,
  notable: REPORT_WORDS.notable,
  unproven: { fr: 'À confirmer', en: 'To be confirmed' },
  empty: { fr: 'Aucun compte visé', en: 'No account concerned' },
  clear: { fr: 'Rien trouvé', en: 'Nothing found' },
  unknown: REPORT_WORDS.unknown,
  up: { fr: 'En hausse\u00a0: {change}', en: 'Up: {change}' },
  down: { fr: 'En baisse\u00a0: {change}', en: 'Down: {change}' },
  inFull: { fr: 'Les constats en toutes lettres', en: 'The findings in full' },
  scale: { fr: 'Échelle\u00a0: de 0 à {end}', en: 'Scale: 0 to {end}' },
  hatched: { fr: 'Hachuré\u00a0: non connu', en: 'Hatched: not known' },
  printAll: {
    fr: 'Imprimer aussi la méthode, quoi faire et les tables de chaque établissement',
    en: 'Print the method, what to do and the tables of each establishment too',
  },
  footer: {
    fr: 'Ce rapport est un seul fichier\u00a0: il ne charge rien et n’envoie rien.',
    en: 'This report is a single file: it loads nothing and sends nothing.',
  },
} as const satisfies Record<string, Words>;

/** What the pages of Microsoft's admin centres are called. */
export const CENTRE_WORDS = {
  'entra-methods': { fr: 'Entra, méthodes d’authentification', en: 'Entra, authentication methods' },
  'entra-policies': { fr: 'Entra, accès conditionnel', en: 'Entra, Conditional Access' },
  'entra-terms': { fr: 'Entra, conditions d’utilisation', en: 'Entra, terms of use' },
  'exchange-mailboxes': { fr: 'Exchange, boîtes aux lettres', en: 'Exchange, mailboxes' },
  'defender-antispam': {
    fr: 'Defender, stratégies anti-courrier indésirable',
    en: 'Defender, anti-spam policies',
  },
  'microsoft-365-licences': { fr: 'Microsoft 365, licences', en: 'Microsoft 365, licences' },
  'microsoft-365-users': { fr: 'Microsoft 365, utilisateurs actifs', en: 'Microsoft 365, active users' },
} as const satisfies Record<Centre, Words>;
