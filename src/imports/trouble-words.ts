import type { Words } from '../i18n/words.ts';

/** What is wrong with what was exported, and what to do next. */
export const TROUBLE_WORDS = {
  // Together
  usersMissing: {
    fr: 'L’export des utilisateurs manque\u00a0: tous les autres nomment des comptes qu’il énumère.',
    en: 'The export of users is missing: every other export names accounts that it lists.',
  },
  downloadUsers: {
    fr: 'Centre d’administration Microsoft Entra → Utilisateurs → Tous les utilisateurs → Télécharger les utilisateurs; ou «\u00a0vigie import --print-commands\u00a0».',
    en: 'Microsoft Entra admin centre → Users → All users → Download users; or “vigie import --print-commands”.',
  },
  cannotBeUsed: { fr: '{files} ne peut pas servir\u00a0: {why}.', en: '{files} cannot be used: {why}.' },
  exportAgain: {
    fr: 'L’exporter de nouveau, sans le modifier; ou ne pas nommer ce fichier.',
    en: 'Export it again, and do not edit it; or leave this file out.',
  },
  noExport: {
    fr: 'Il n’y a aucun export parmi ce que --from nomme\u00a0: {paths}.',
    en: 'There is no export among what --from names: {paths}.',
  },
  whatToExport: {
    fr: '«\u00a0vigie import --print-commands\u00a0» dit ce qu’il faut exporter, et comment.',
    en: '“vigie import --print-commands” tells what to export, and how.',
  },
  fromUnread: {
    fr: '--from {path} ne peut pas être lu\u00a0: {why}.',
    en: '--from {path} cannot be read: {why}.',
  },
  nameExport: {
    fr: 'Nommer un fichier exporté, ou le dossier qui contient les exports.',
    en: 'Name a file that was exported, or the folder that holds the exports.',
  },
  unknownFile: {
    fr: '{file} n’est aucun export connu\u00a0: sa première ligne n’a les en-têtes d’aucun.',
    en: '{file} is no export that is known: its first line has the headers of none.',
  },
  checkHeaders: {
    fr: 'Vérifier qu’il a une ligne d’en-têtes, et qu’il n’a pas été modifié.',
    en: 'Check that it has a line of headers, and that it was not edited.',
  },
  domainMissing: {
    fr: '--domain manque\u00a0: les domaines de l’organisation, celui par défaut en premier.',
    en: '--domain is missing: the domains of the organization, the default one first.',
  },
  domainsSeen: {
    fr: 'Dans l’export des utilisateurs\u00a0: {options}',
    en: 'In the export of users: {options}',
  },
  domainsListed: {
    fr: 'Le centre d’administration Microsoft 365 les énumère (Paramètres → Domaines); ou exporter aussi {cmdlet}.',
    en: 'The Microsoft 365 admin centre lists them (Settings → Domains); or export {cmdlet} too.',
  },
  // Usage reports
  severalDays: {
    fr: 'Ce sont deux rapports d’une même sorte, de jours ou de périodes différents\u00a0: {files}.',
    en: 'These are two reports of one kind, of different days or periods: {files}.',
  },
  ofDay: { fr: '{path} ({day})', en: '{path} ({day})' },
  ofDayAndPeriod: { fr: '{path} ({day}, {days} jours)', en: '{path} ({day}, {days} days)' },
  leaveOlder: {
    fr: 'Ne pas nommer le plus ancien. Les parties d’un rapport peuvent être dans plusieurs fichiers.',
    en: 'Leave the older one out. Parts of one report may stand in several files.',
  },
  tellsNothing: {
    fr: '{path} ({kind}) ne dit rien dans {columns}.',
    en: '{path} ({kind}) tells nothing in {columns}.',
  },
  exportColumns: {
    fr: 'L’exporter de nouveau avec ces colonnes, ou ne pas nommer ce fichier.',
    en: 'Export it again with these columns, or leave this file out.',
  },
  noLine: {
    fr: 'Le rapport ne contient aucune ligne\u00a0: {files}.',
    en: 'The report holds no line: {files}.',
  },
  exportLines: {
    fr: 'L’exporter de nouveau, ou ne pas le nommer\u00a0: un rapport sans ligne ne dit rien de personne.',
    en: 'Export it again, or leave it out: a report without a line tells nothing of anybody.',
  },
  severalPeriods: {
    fr: '{path} a des lignes de plusieurs périodes\u00a0: {periods} jours.',
    en: '{path} has lines of several periods: {periods} days.',
  },
  exportLongest: {
    fr: 'Exporter le rapport de 180 jours seulement.',
    en: 'Export the report of 180 days alone.',
  },
  // Accounts and mailboxes
  noAccount: {
    fr: 'L’export des utilisateurs ne contient aucun compte\u00a0: {files}.',
    en: 'The export of users holds no account: {files}.',
  },
  exportUsers: {
    fr: 'Exporter de nouveau les utilisateurs\u00a0: «\u00a0vigie import --print-commands\u00a0» dit comment.',
    en: 'Export the users again: “vigie import --print-commands” tells how.',
  },
  twoThingsOfOne: {
    fr: 'L’export des utilisateurs dit deux choses d’un même compte\u00a0: {files}.',
    en: 'The export of users tells two things of 1 account: {files}.',
  },
  twoThings: {
    fr: 'L’export des utilisateurs dit deux choses de {n} comptes\u00a0: {files}.',
    en: 'The export of users tells two things of {n} accounts: {files}.',
  },
  leaveOlderFile: {
    fr: 'Ne pas nommer le plus ancien fichier, ou exporter de nouveau tous les utilisateurs d’un seul coup.',
    en: 'Leave the older file out, or export all users again at once.',
  },
  noMailbox: {
    fr: 'L’export des boîtes aux lettres n’en contient aucune\u00a0: {files}.',
    en: 'The export of mailboxes holds no mailbox: {files}.',
  },
  exportMailboxes: {
    fr: 'Exporter de nouveau les boîtes aux lettres\u00a0: «\u00a0vigie import --print-commands\u00a0» dit comment.',
    en: 'Export the mailboxes again: “vigie import --print-commands” tells how.',
  },
  // Dates
  dayAndMonthFirst: {
    fr: '{path} a des dates où le jour vient d’abord et d’autres où c’est le mois.',
    en: '{path} has dates with the day first and others with the month first.',
  },
  spreadsheet: {
    fr: 'Un tableur en a changé certaines\u00a0: exporter de nouveau le fichier, et ne pas l’ouvrir avant.',
    en: 'A spreadsheet changed some of them: export the file again, and do not open it before.',
  },
  readTwoWays: {
    fr: '{path} a des dates dont chacune pourrait se lire de deux façons, comme 03/04/2026.',
    en: '{path} has dates of which each could be read two ways, as 03/04/2026.',
  },
  sayWhich: {
    fr: 'Dire laquelle\u00a0: --dates day-first (3 avril) ou --dates month-first (4 mars).',
    en: 'Say which it is: --dates day-first (3 April) or --dates month-first (March 4).',
  },
  whoDecides: {
    fr: 'C’est la langue du navigateur ou de l’ordinateur qui a écrit le fichier qui en décide.',
    en: 'It is the language of the browser or of the computer that wrote the file which decides.',
  },
  // One file
  columnTwice: { fr: '{path} a deux fois la colonne {column}.', en: '{path} has the column {column} twice.' },
  removeOne: {
    fr: 'Ôter l’une d’elles\u00a0: une seule peut être la bonne.',
    en: 'Remove one of them: only one can be meant.',
  },
  noColumn: {
    fr: '{path} ({kind}) n’a pas de colonne {columns}.',
    en: '{path} ({kind}) has no column {columns}.',
  },
  exportColumn: {
    fr: 'L’exporter avec cette colonne\u00a0: «\u00a0vigie import --print-commands\u00a0» dit comment.',
    en: 'Export it with this column: “vigie import --print-commands” tells how.',
  },
  faultyLine: { fr: '{file}\u00a0: la ligne {line} {what}.', en: '{file}: line {line} {what}.' },
  strangeId: {
    fr: 'a un identifiant qui n’est pas de Microsoft Entra',
    en: 'has an id that is none of Microsoft Entra',
  },
  lacks: { fr: 'n’a pas de {column}', en: 'has no {column}' },
  changed: { fr: 'a changé pendant la lecture', en: 'changed while it was read' },
  unusable: { fr: 'ne peut pas servir\u00a0: {why}', en: 'cannot be used: {why}' },
  moreCells: {
    fr: 'a plus de cellules qu’il n’y a d’en-têtes',
    en: 'has more cells than there are headers',
  },
  fewerCells: {
    fr: '{file}\u00a0: la ligne {line} a moins de cellules qu’il n’y a d’en-têtes.',
    en: '{file}: line {line} has fewer cells than there are headers.',
  },
  brokeOff: {
    fr: 'Si c’est la dernière ligne, le fichier est tronqué\u00a0: l’exporter ou le télécharger de nouveau.',
    en: 'If it is the last line, the file broke off: export or download it again.',
  },
  betweenQuotes: {
    fr: 'Une cellule qui contient le séparateur, ou la fin d’une ligne, se met entre guillemets.',
    en: 'A cell that holds the separator, or the end of a line, stands between quotes.',
  },
  workbook: {
    fr: '{file} est un classeur (.xlsx) ou une archive (.zip), non un CSV.',
    en: '{file} is a workbook (.xlsx) or an archive (.zip), no CSV.',
  },
  saveUtf8: {
    fr: 'L’enregistrer en «\u00a0CSV UTF-8\u00a0», ou tirer le fichier de l’archive, et nommer ce fichier.',
    en: 'Save it as “CSV UTF-8”, or take the file out of the archive, and name that file.',
  },
  unread: { fr: '{file} ne peut pas être lu ({why}).', en: '{file} cannot be read ({why}).' },
  checkFile: {
    fr: 'Vérifier le fichier, ou l’exporter de nouveau, et le nommer encore.',
    en: 'Check the file, or export it again, and name it anew.',
  },
  text: { fr: 'a un {column} qui n’est pas du texte', en: 'has a {column} that is no text' },
  date: { fr: 'a un {column} qui n’est pas une date', en: 'has a {column} that is no date' },
  count: {
    fr: 'a un {column} qui n’est pas un nombre entier',
    en: 'has a {column} that is no whole number',
  },
  flag: {
    fr: 'a un {column} qui n’est ni True ni False (ni Vrai ni Faux)',
    en: 'has a {column} that is no True or False (nor Vrai or Faux)',
  },
} as const satisfies Record<string, Words>;
