import type { Words } from '../i18n/words.ts';

/** What is wrong with a roster, and what to do next. */
export const ROSTER_WORDS = {
  unknownCategories: {
    fr: 'La liste des médecins nomme des catégories inconnues\u00a0: {file}\u00a0: ligne {lines}.',
    en: 'The roster names unknown categories: {file}: line {lines}.',
  },
  unknownCategoriesAndMore: {
    fr: 'La liste des médecins nomme des catégories inconnues\u00a0: {file}\u00a0: ligne {lines}, et d’autres.',
    en: 'The roster names unknown categories: {file}: line {lines}, and more.',
  },
  useCategory: {
    fr: 'Employer l’identifiant ou le libellé d’une catégorie\u00a0: {ids}.',
    en: 'Use the id or the label of a category: {ids}.',
  },
  sameAccount: {
    fr: 'La liste des médecins nomme deux fois le même compte\u00a0: {file}\u00a0: {lines}.',
    en: 'The roster names the same account twice: {file}: {lines}.',
  },
  sameAccountAndMore: {
    fr: 'La liste des médecins nomme deux fois le même compte\u00a0: {file}\u00a0: {lines}; et d’autres.',
    en: 'The roster names the same account twice: {file}: {lines}; and more.',
  },
  lines: { fr: 'lignes {lines}', en: 'lines {lines}' },
  oneLine: {
    fr: 'Garder une ligne par compte. La casse, les accents et les espaces autour ne distinguent rien.',
    en: 'Keep one line per account. Case, accents and surrounding spaces make no difference.',
  },
  notUtf8: {
    fr: 'La liste des médecins n’est pas un texte en UTF-8\u00a0: {file}.',
    en: 'The roster is not UTF-8 text: {file}.',
  },
  saveUtf8: {
    fr: 'L’enregistrer de nouveau en «\u00a0CSV UTF-8\u00a0».',
    en: 'Save it again as “CSV UTF-8”.',
  },
  twice: {
    fr: 'La liste des médecins a deux fois la colonne {column}\u00a0: {file}.',
    en: 'The roster has the column {column} twice: {file}.',
  },
  rename: {
    fr: 'Renommer ou ôter l’une d’elles\u00a0: une seule peut être la bonne.',
    en: 'Rename or remove one of them: only one can be meant.',
  },
  noColumn: {
    fr: 'La liste des médecins n’a pas de colonne {column} parmi les {n} de sa première ligne\u00a0: {file}.',
    en: 'The roster has no column {column} among the {n} of its first line: {file}.',
  },
  noColumnButNear: {
    fr: 'La liste des médecins n’a pas de colonne {column} parmi les {n} de sa première ligne\u00a0: {file}. Serait-ce {near}?',
    en: 'The roster has no column {column} among the {n} of its first line: {file}. Did you mean {near}?',
  },
  nameColumn: {
    fr: 'Nommer une de ses colonnes sous «\u00a0roster\u00a0» dans la configuration, ou ajouter la colonne au fichier.',
    en: 'Name one of its columns under “roster” in the config, or add the column to the file.',
  },
  moreCells: {
    fr: 'La liste des médecins a une ligne qui compte plus de cellules que son en-tête\u00a0: {file}\u00a0: ligne {line}.',
    en: 'The roster has a line with more cells than its header: {file}: line {line}.',
  },
  putQuotes: {
    fr: 'Mettre entre guillemets une cellule qui contient le séparateur\u00a0: `"Roy, Anne"`.',
    en: 'Put quotes around a cell that holds the separator: "Roy, Anne".',
  },
  cannotBeRead: {
    fr: 'La liste des médecins ne peut pas être lue\u00a0: {file} ({why}).',
    en: 'The roster cannot be read: {file} ({why}).',
  },
  checkFile: {
    fr: 'Vérifier «\u00a0roster.file\u00a0» dans la configuration\u00a0: un chemin relatif part du dossier de la configuration.',
    en: 'Check “roster.file” in the config: a relative path starts from the folder of the config.',
  },
} as const satisfies Record<string, Words>;
