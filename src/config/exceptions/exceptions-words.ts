import type { Words } from '../../i18n/words.ts';

/** What is wrong with a file of exceptions, and what to do next. */
export const EXCEPTIONS_WORDS = {
  cannotBeUsed: {
    fr: 'Les exceptions ne peuvent pas servir\u00a0: {file}\u00a0:',
    en: 'The exceptions cannot be used: {file}:',
  },
  noCheck: {
    fr: 'ligne {line}\u00a0: il n’y a pas de contrôle {check}',
    en: 'line {line}: there is no check {check}',
  },
  noCheckButNear: {
    fr: 'ligne {line}\u00a0: il n’y a pas de contrôle {check}; serait-ce {meant}?',
    en: 'line {line}: there is no check {check}; did you mean {meant}?',
  },
  empty: {
    fr: 'ligne {line}\u00a0: rien sous {columns}',
    en: 'line {line}: nothing stands under {columns}',
  },
  noDay: {
    fr: 'ligne {line}\u00a0: {until} n’est pas un jour; until est un jour tel que 2027-03-31',
    en: 'line {line}: {until} is no day; until is a day such as 2027-03-31',
  },
  already: {
    fr: 'ligne {line}\u00a0: {account} est déjà accepté pour {check} à la ligne {before}',
    en: 'line {line}: {account} was accepted for {check} on line {before} already',
  },
  andMore: { fr: '… et {n} de plus', en: '… and {n} more' },
  everyLine: {
    fr: 'Chaque ligne nomme un contrôle, un compte (userPrincipalName, adresse de courriel ou identifiant), une raison, un responsable et le dernier jour où elle vaut.',
    en: 'Every line names a check, an account (userPrincipalName, mail address or id), a reason, an owner, and the last day that it holds.',
  },
  checks: { fr: 'Contrôles\u00a0: {ids}', en: 'Checks: {ids}' },
  notUtf8: {
    fr: 'Les exceptions ne sont pas un texte en UTF-8\u00a0: {file}.',
    en: 'The exceptions are not UTF-8 text: {file}.',
  },
  saveUtf8: {
    fr: 'Enregistrer de nouveau le fichier en «\u00a0CSV UTF-8\u00a0».',
    en: 'Save the file again as “CSV UTF-8”.',
  },
  noColumn: {
    fr: 'Il manque une colonne aux exceptions\u00a0: {columns}\u00a0: {file}\u00a0: ligne 1.',
    en: 'The exceptions lack a column: {columns}: {file}: line 1.',
  },
  firstLine: {
    fr: 'La première ligne nomme les colonnes\u00a0: {columns}.',
    en: 'Its first line names its columns: {columns}.',
  },
  cannotBeRead: {
    fr: 'Les exceptions ne peuvent pas être lues\u00a0: {file} ({why}).',
    en: 'The exceptions cannot be read: {file} ({why}).',
  },
  checkFile: {
    fr: 'Vérifier «\u00a0exceptions.file\u00a0» dans la configuration\u00a0: un chemin relatif part du dossier de la configuration.',
    en: 'Check “exceptions.file” in the config: a relative path starts from the folder of the config.',
  },
} as const satisfies Record<string, Words>;
