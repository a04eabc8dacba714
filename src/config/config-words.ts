import type { Words } from '../i18n/words.ts';

/** What the schema says of a value that it refuses; zod passes the English on, and `schema-problems.ts` finds the rest by it. */
export const WANTED = {
  timeZone: {
    fr: 'doit être un fuseau horaire de la base IANA, comme America/Toronto ou UTC',
    en: 'must be a time zone of the IANA database, such as America/Toronto or UTC',
  },
  oneLine: {
    fr: 'doit tenir sur une ligne, sans caractère de contrôle',
    en: 'must be one line, without control characters',
  },
  noSpaceAround: {
    fr: 'ne doit ni commencer ni finir par une espace',
    en: 'must not begin or end with a space',
  },
  notReserved: { fr: 'est un mot réservé', en: 'is a reserved word' },
  domain: {
    fr: 'doit être un nom de domaine comme umontreal.ca, sans rien autour',
    en: 'must be a domain name such as umontreal.ca, and nothing around it',
  },
  term: {
    fr: 'doit être un nombre et une unité, comme `90 days`, `13 months` ou `5 years`',
    en: 'must be a number and a unit, such as 90 days, 13 months or 5 years',
  },
  variable: {
    fr: 'doit être le nom d’une variable, non un secret',
    en: 'must be the name of a variable, not a secret',
  },
  currency: {
    fr: 'doit être trois lettres majuscules, telles que CAD',
    en: 'must be three capital letters, such as CAD',
  },
} as const satisfies Record<string, Words>;

/** What is wrong with a configuration, and what to do next. */
export const CONFIG_WORDS = {
  // One value
  missing: { fr: 'manque; attendu\u00a0: {expected}', en: 'is missing; expected {expected}' },
  expected: {
    fr: 'attendu\u00a0: {expected}; trouvé\u00a0: {found}',
    en: 'expected {expected}, found {found}',
  },
  missingOf: { fr: 'manque; {choices}', en: 'is missing; {choices}' },
  isOther: { fr: 'est {found}; {choices}', en: 'is {found}; {choices}' },
  atMost: { fr: 'doit être au plus {most}, est {found}', en: 'must be at most {most}, is {found}' },
  notEmpty: { fr: 'ne doit pas être vide', en: 'must not be empty' },
  oneEntry: { fr: 'doit avoir au moins une entrée', en: 'must have at least one entry' },
  moreThan: { fr: 'doit être plus de {least}, est {found}', en: 'must be more than {least}, is {found}' },
  atLeast: { fr: 'doit être au moins {least}, est {found}', en: 'must be at least {least}, is {found}' },
  refused: { fr: '{wanted}, est {found}', en: '{wanted}, is {found}' },
  unknownKey: { fr: 'clé inconnue {key}; {choices}', en: 'unknown key {key}; {choices}' },
  unknownAttribute: { fr: 'attribut inconnu {key}; {choices}', en: 'unknown attribute {key}; {choices}' },
  unnamedKey: { fr: 'clé inconnue; {choices}', en: 'unknown key; {choices}' },
  allowed: { fr: 'permis\u00a0: {allowed}', en: 'allowed: {allowed}' },
  allowedOrMeant: {
    fr: 'serait-ce {meant}? permis\u00a0: {allowed}',
    en: 'did you mean {meant}? allowed: {allowed}',
  },
  range: { fr: '{first} à {last}', en: '{first} to {last}' },
  // Kinds of value
  text: { fr: 'du texte', en: 'text' },
  number: { fr: 'un nombre', en: 'a number' },
  whole: { fr: 'un nombre entier', en: 'a whole number' },
  truth: { fr: 'true ou false', en: 'true or false' },
  keyed: { fr: 'une table (`clé: valeur`)', en: 'a mapping (key: value)' },
  list: { fr: 'une liste', en: 'a list' },
  mapping: { fr: 'une table', en: 'a mapping' },
  nothing: { fr: 'rien', en: 'nothing' },
  theNumber: { fr: 'le nombre {n}', en: 'the number {n}' },
  // What no single value shows
  needsName: {
    fr: 'a besoin de displayName, que {why} ne demande pas; lire ici un autre attribut, ou retirer {why}',
    en: 'needs displayName, which {why} leaves unasked; read another attribute here, or leave {why} out',
  },
  sameId: {
    fr: 'est déjà l’identifiant de {first}; donner à chacun le sien',
    en: 'is already the id of {first}; give each its own',
  },
  sameLabel: {
    fr: 'est déjà le libellé de {first}; donner à chacune le sien',
    en: 'is already the label of {first}; give each its own',
  },
  neverMatches: {
    fr: 'ne peut jamais convenir\u00a0: {first} a «\u00a0{when}\u00a0», qui convient à tous les comptes; la déplacer à la fin',
    en: 'can never match: {first} has "{when}", which matches every account; move that one to the end',
  },
  idleRoster: {
    fr: 'ne nomme aucune colonne à lire; lui donner `category`, `establishment`, ou les deux',
    en: 'names no column to read; give it category, establishment, or both',
  },
  besideOnly: {
    fr: 'ne peut pas aller avec checks.only, qui écarte ce qu’il ne nomme pas; garder l’un des deux',
    en: 'cannot stand beside checks.only, which leaves out what it does not name; keep one of the two',
  },
  // YAML
  noAnchor: {
    fr: 'cet alias n’a pas d’ancre avant lui',
    en: 'this alias has no anchor before it',
  },
  protoKey: { fr: 'clé inconnue `__proto__`', en: 'unknown key "__proto__"' },
  tags: { fr: 'les étiquettes ne sont pas permises ici', en: 'tags are not allowed here' },
  keyTwice: {
    fr: 'cette clé est déjà donnée dans la même table',
    en: 'this key is already given in the same mapping',
  },
  textKey: { fr: 'une clé doit être du texte', en: 'a key must be text' },
  secondDocument: {
    fr: 'un second document commence ici; en garder un',
    en: 'a second document begins here; keep one',
  },
  aliases: {
    fr: 'trop d’alias; écrire les valeurs au long',
    en: 'too many aliases; write the values out',
  },
  deep: { fr: 'trop d’imbrications', en: 'nested too deeply' },
  notYaml: { fr: 'ce n’est pas du YAML\u00a0: {reason}', en: '{reason}' },
  // The file
  at: { fr: '{place}\u00a0: {why}', en: '{place}: {why}' },
  wholeDays: {
    fr: 'Donner un nombre entier de jours, de 1 à 3650, comme --inactive-after 90.',
    en: 'Give a whole number of days from 1 to 3650, such as --inactive-after 90.',
  },
  noFile: { fr: 'ce fichier n’existe pas', en: 'no such file' },
  noFolder: {
    fr: 'ce fichier n’existe pas\u00a0: une partie de son chemin n’est pas un dossier',
    en: 'no such file: a part of its path is not a folder',
  },
  denied: { fr: 'permission refusée', en: 'permission denied' },
  nowhere: { fr: 'ses liens ne mènent nulle part', en: 'its links lead nowhere' },
  longName: { fr: 'le nom est trop long', en: 'the name is too long' },
  noFileName: { fr: 'n’est pas un nom de fichier possible', en: 'is not a possible file name' },
  cannotBeRead: { fr: 'ne peut pas être lu ({code})', en: 'cannot be read ({code})' },
  nameYaml: {
    fr: 'Nommer un fichier YAML lisible avec --config FICHIER, ou omettre l’option pour employer {file}.',
    en: 'Name a readable YAML file with --config FILE, or leave the option out to use {file}.',
  },
  nearFile: {
    fr: '{near}\u00a0: ce nom n’est pas lu; la configuration est {file}',
    en: '{near}: this name is not read; the config is {file}',
  },
  renameFile: {
    fr: 'Le renommer en {file}, ou passer --config {near}.',
    en: 'Rename it to {file}, or pass --config {near}.',
  },
  notUtf8: {
    fr: 'n’est pas un texte en UTF-8; l’enregistrer en UTF-8',
    en: 'is not UTF-8 text; save it as UTF-8',
  },
  andMore: { fr: '… et {n} de plus', en: '… and {n} more' },
  correct: {
    fr: 'Corriger le fichier; docs/fr/configuration.md donne chaque clé, avec un exemple.',
    en: 'Correct the file; docs/en/configuration.md lists every key, with an example.',
  },
} as const satisfies Record<string, Words>;
