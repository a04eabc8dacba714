import type { FINDING_STATES } from '../../situation/exceptions/exception-columns.ts';
import type { Words } from '../../i18n/words.ts';
import { REPORT_WORDS } from '../report/words.ts';
import type { SectionId } from '../report/section.ts';
import type { Verdict } from '../../checks/verdict.ts';

/** The words of the workbook. In French, U+00A0 stands before : and %, and within « ». */
export const WORDS = {
  summary: { fr: 'Sommaire', en: 'Summary' },
  summaryAbout: {
    fr: 'Ce qui n’est pas connu, les constats et leur évolution',
    en: 'What is not known, the findings and how they changed',
  },
  contentsTab: { fr: 'Contenu', en: 'Contents' },
  toContents: {
    fr: 'Contenu du classeur\u00a0: chaque feuille, avec un lien',
    en: 'Contents of the workbook: every sheet, with a link',
  },
  titleOfSheet: { fr: 'Titre', en: 'Title' },
  contents: { fr: 'Contenu du classeur', en: 'Contents of the workbook' },
  sheet: { fr: 'Feuille', en: 'Sheet' },
  about: { fr: 'Ce qu’elle contient', en: 'What it holds' },
  rows: { fr: 'Lignes', en: 'Rows' },
  findingsAbout: {
    fr: 'Comptes non conformes ou indéterminés',
    en: 'Non-compliant and undetermined accounts',
  },
  findingsAboutPart: {
    fr: 'Comptes non conformes ou indéterminés (partie {n} de {of})',
    en: 'Non-compliant and undetermined accounts (part {n} of {of})',
  },
  cutAbout: {
    fr: '({shown} lignes sur {rows}, médecins d’abord)',
    en: '({shown} of {rows} rows, physicians first)',
  },
  cutBelow: {
    fr: '{left} autres lignes ne sont pas dans ce classeur\u00a0: {file} les a toutes (--all-rows les écrit ici aussi).',
    en: '{left} more rows are not in this workbook: {file} has them all (--all-rows writes them here too).',
  },

  finding: { fr: 'Constat', en: 'Finding' },
  physiciansAmong: REPORT_WORDS.ofPhysicians,
  physiciansShare: { fr: 'Part des médecins examinés', en: 'Share of physicians examined' },
  certainty: { fr: 'Certitude', en: 'Certainty' },
  change: REPORT_WORDS.change,
  changeText: { fr: 'Évolution', en: 'Since the previous audit' },
  moves: REPORT_WORDS.movesTitle,

  categories: { fr: 'Catégories', en: 'Categories' },
  categoriesAbout: {
    fr: 'Chaque indicateur, catégorie par catégorie',
    en: 'Every indicator, category by category',
  },
  establishmentsAbout: {
    fr: 'Chaque indicateur, établissement par établissement',
    en: 'Every indicator, establishment by establishment',
  },
  physician: REPORT_WORDS.physician,
  physiciansExamined: { fr: 'Médecins examinés', en: 'Physicians examined' },
  physiciansUndetermined: { fr: 'Médecins indéterminés', en: 'Physicians, undetermined' },

  trend: { fr: 'Tendance', en: 'Trend' },
  trendAbout: { fr: 'Chaque indicateur, audit par audit', en: 'Every indicator, audit by audit' },
  asOf: REPORT_WORDS.asOf,

  movements: { fr: 'Mouvements', en: 'Movements' },
  movementsAbout: {
    fr: 'Comptes qui ont changé depuis l’audit précédent',
    en: 'Accounts that changed since the previous audit',
  },
  movement: REPORT_WORDS.movesOfCheck,
  verdictBefore: { fr: 'Verdict précédent', en: 'Verdict before' },
  detail: { fr: 'Détail', en: 'Detail' },

  columns: { fr: 'Colonnes', en: 'Columns' },
  columnsAbout: {
    fr: 'Le nom de chaque colonne, ici et dans les fichiers CSV',
    en: 'The name of every column, here and in the CSV files',
  },
  column: { fr: 'Colonne', en: 'Column' },
  csvName: { fr: 'Nom dans les fichiers CSV', en: 'Name in the CSV files' },
  text: { fr: 'texte', en: 'text' },
  integer: { fr: 'nombre entier', en: 'integer' },
  boolean: { fr: 'vrai ou faux', en: 'true or false' },
  date: { fr: 'date', en: 'date' },
  longTexts: {
    fr: 'Un texte de plus de 32\u00a0767 caractères est coupé et finit par «\u00a0…\u00a0»; il est entier dans les fichiers CSV.',
    en: 'A text of more than 32,767 characters is cut and ends in “…”; it is whole in the CSV files.',
  },
} as const satisfies Record<string, Words>;

/** The names of the tabs of the report's parts, where the title is longer than one, or begins as that of a check. */
export const SECTION_TABS: Readonly<Partial<Record<SectionId, Words>>> = {
  administrators: { fr: 'Rôles', en: 'Roles' },
  'mail-flow': { fr: 'Flux de messagerie', en: 'Mail flow' },
  'service-usage': { fr: 'Utilisation', en: 'Usage' },
  enrolments: { fr: 'Inscriptions', en: 'Enrolments' },
  licences: { fr: 'Parc de licences', en: 'All licences' },
  gaps: { fr: 'Lacunes', en: 'Gaps' },
  limits: { fr: 'Limites', en: 'Limits' },
};

/** What a verdict is called. */
/** How old a finding is: found for the first time, found by the audit before too, found again, or answered for by somebody. */
export const STATE_WORDS: Record<(typeof FINDING_STATES)[number], Words> = {
  new: { fr: 'nouveau', en: 'new' },
  open: { fr: 'déjà trouvé', en: 'already found' },
  reopened: { fr: 'trouvé de nouveau', en: 'found again' },
  accepted: { fr: 'accepté', en: 'accepted' },
};

export const VERDICT_WORDS: Record<Verdict, Words> = {
  compliant: { fr: 'conforme', en: 'compliant' },
  'non-compliant': { fr: 'non conforme', en: 'non-compliant' },
  undetermined: { fr: 'indéterminé', en: 'undetermined' },
  'not-applicable': { fr: 'non visé', en: 'not applicable' },
};
