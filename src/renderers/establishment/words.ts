import type { Words } from '../../i18n/words.ts';

/** What an establishment's folder says of itself, and how its files are named. */
export const FOLDER_WORDS = {
  readMe: { fr: 'LISEZMOI', en: 'README' },
  report: { fr: 'etat-de-situation', en: 'situation-report' },
  listsFile: { fr: 'listes', en: 'lists' },
  letters: { fr: 'lettres', en: 'letters' },

  confidential: {
    fr: 'Ce dossier nomme des personnes. Gardez-le où seules celles qui doivent agir peuvent le lire.',
    en: 'This folder names people. Keep it where only those who have to act can read it.',
  },
  toRead: { fr: 'À lire', en: 'To read' },
  toAct: { fr: 'Pour agir', en: 'To act' },
  merging: { fr: 'Fusionner une lettre, dans Word', en: 'To merge a letter, in Word' },
  forPrograms: { fr: 'Pour les programmes', en: 'For programs' },
  html: {
    fr: 'la page, à ouvrir dans un navigateur\u00a0: tout y est, les constats et les décisions d’abord',
    en: 'the page, to be opened in a browser: it holds everything, the findings and the decisions first',
  },
  pptx: { fr: 'les diapositives, pour une rencontre', en: 'the slides, for a meeting' },
  xlsx: {
    fr: 'le classeur\u00a0: tous les chiffres, et les comptes trouvés, contrôle par contrôle',
    en: 'the workbook: all figures, and the accounts that were found, check by check',
  },
  md: { fr: 'le même texte que la page, à copier', en: 'the text of the page, to copy from' },
  lists: {
    fr: 'à qui écrire, une feuille par contrôle',
    en: 'whom to write to, one sheet for each check',
  },
  lettersAbout: {
    fr: 'Une lettre par contrôle, avec les conseils',
    en: 'A letter for each check, with the advice',
  },
  data: {
    fr: 'les mêmes chiffres et les mêmes comptes, pour les tableurs et pour «\u00a0vigie list\u00a0», «\u00a0vigie show\u00a0» et «\u00a0vigie report\u00a0»; rien n’y est à ouvrir pour lire le rapport',
    en: 'the same figures and accounts, for spreadsheets and for “vigie list”, “vigie show” and “vigie report”; nothing in it need be opened to read the report',
  },
  mergeOpen: {
    fr: 'Ouvrez la lettre; dans Publipostage, choisissez Sélection des destinataires, puis Utiliser une liste existante.',
    en: 'Open the letter; under Mailings, choose Select Recipients, then Use an Existing List.',
  },
  mergeChoose: {
    fr: 'Choisissez {file}, puis la feuille du contrôle; relisez l’aperçu des résultats.',
    en: 'Choose {file}, then the sheet of the check; read the preview of the results.',
  },
  mergeFinish: {
    fr: 'Choisissez Terminer et fusionner.',
    en: 'Choose Finish & Merge.',
  },
  listsTitle: { fr: 'Listes pour agir', en: 'Lists to act on' },
  listAbout: {
    fr: 'À qui écrire\u00a0: une ligne par compte non conforme; la première ligne porte les champs de fusion de la lettre',
    en: 'Whom to write to: one row for each non-compliant account; the first row holds the merge fields of the letter',
  },
  listAboutEstablishment: {
    fr: 'Pour l’administrateur de l’établissement; ajoutez l’adresse et le nom de la personne à qui écrire',
    en: 'For the establishment’s administrator; add the address and the name of whom to write to',
  },
} as const satisfies Record<string, Words>;
