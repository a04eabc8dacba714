import type { InBoth } from '../../errors.ts';

/** Why a check of one's own cannot be used, and what to do next. */
export const OWN_CHECK_WORDS = {
  refused: {
    fr: 'Le contrôle ne peut pas être utilisé\u00a0: {file}\u00a0: {why}',
    en: 'The check cannot be used: {file}: {why}',
  },
  keysAndColumns: {
    fr: 'docs/fr/adding-a-check.md donne les clés d’un contrôle, avec un exemple; docs/dossier.md les colonnes.',
    en: 'docs/en/adding-a-check.md has the keys of a check, with an example; docs/dossier.md the columns.',
  },
  // Its file
  noSuchName: { fr: 'aucun contrôle ne peut s’appeler ainsi', en: 'no check can be called so' },
  nameFile: {
    fr: 'Nommer le fichier d’après l’identifiant du contrôle, qui commence par own-\u00a0: own-shared-accounts.yaml.',
    en: 'Call the file after the check’s id, which begins with own-: own-shared-accounts.yaml.',
  },
  tooMany: { fr: '{count} contrôles dépassent {most}', en: '{count} checks are more than {most}' },
  takeAway: { fr: 'En retirer.', en: 'Take some away.' },
  unreadFolder: {
    fr: 'le dossier des contrôles ne peut pas être lu ({why})',
    en: 'the folder of checks cannot be read ({why})',
  },
  checkFolder: {
    fr: 'Vérifier «\u00a0checks.folder\u00a0» dans la configuration\u00a0: un chemin relatif part du dossier de celle-ci.',
    en: 'Check “checks.folder” in the config: a relative path starts from the folder of the config.',
  },
  unreadText: {
    fr: 'il ne peut pas être lu comme un texte en UTF-8 ({why})',
    en: 'it cannot be read as UTF-8 text ({why})',
  },
  // A place in it
  atLine: { fr: 'ligne {line}\u00a0: {why}', en: 'line {line}: {why}' },
  atKey: { fr: 'ligne {line}\u00a0: {key}\u00a0: {why}', en: 'line {line}: {key}: {why}' },
  atExpression: { fr: 'ligne {line}\u00a0: {key} {why}', en: 'line {line}: {key} {why}' },
  unknownKeys: {
    fr: 'aucune clé ne s’appelle {keys}; permises\u00a0: {allowed}',
    en: 'no key is called {keys}; allowed: {allowed}',
  },
  oneOf: { fr: 'doit être l’une de ces valeurs\u00a0: {values}', en: 'must be one of {values}' },
  missing: { fr: 'manque', en: 'is missing' },
  // Its expressions
  condition: { fr: 'une condition, vraie ou fausse', en: 'a condition, true or false' },
  text: { fr: 'un texte (VARCHAR), comme le dit sa sorte', en: 'a text (VARCHAR), as its kind says' },
  integer: {
    fr: 'un nombre entier (INTEGER ou BIGINT), comme le dit sa sorte',
    en: 'a whole number (INTEGER or BIGINT), as its kind says',
  },
  boolean: {
    fr: 'vrai ou faux (BOOLEAN), comme le dit sa sorte',
    en: 'true or false (BOOLEAN), as its kind says',
  },
  date: { fr: 'un jour (DATE), comme le dit sa sorte', en: 'a day (DATE), as its kind says' },
  otherType: {
    fr: 'doit être {wanted}; l’expression donne {found}',
    en: 'must be {wanted}; it gives {found}',
  },
  noSql: { fr: 'n’est pas une expression SQL\u00a0: {why}', en: 'is no SQL expression: {why}' },
  oneExpression: {
    fr: 'doit être une seule expression SQL, et rien d’autre',
    en: 'must be one SQL expression, and nothing beside it',
  },
  subquery: {
    fr: 'ne doit pas contenir de sous-requête\u00a0: un contrôle voit un compte à la fois',
    en: 'must not hold a subquery: a check sees one account at a time',
  },
  star: { fr: 'doit nommer ses colonnes, et non *', en: 'must name its columns, not *' },
  unsteady: {
    fr: 'appelle {name}(), qui ne donne pas toujours la même chose du même compte, ou n’est pas connue',
    en: 'calls {name}(), which does not give the same of the same account, or is not known',
  },
  notWorkedOut: { fr: 'ne peut pas être calculée\u00a0: {why}', en: 'cannot be worked out: {why}' },
  displayName: {
    fr: 'nomme displayName, qui n’est pas gardé (`names: false`, ou --no-names); fonder le contrôle sur une autre colonne',
    en: 'names displayName, which is not kept (names: false, or --no-names); rest the check on another column',
  },
  noColumn: {
    fr: 'nomme {name}, qui n’est pas une colonne du dossier telle qu’elle y est écrite{hint}',
    en: 'names {name}, which is no column of the dossier as it is written there{hint}',
  },
  hint: { fr: '; vouliez-vous dire {meant}?', en: '; did you mean {meant}?' },
} as const satisfies Record<string, InBoth>;

/** What a value of the file breaks, by the code that the schema gives it. */
export const SCHEMA_FAULTS = {
  empty: { fr: 'ne doit pas être vide', en: 'must not be empty' },
  severalLines: {
    fr: 'doit tenir sur une ligne, sans caractères de contrôle',
    en: 'must be one line, without control characters',
  },
  over20: { fr: 'doit avoir 20 caractères au plus', en: 'must have 20 characters at the most' },
  withoutN: { fr: 'doit contenir {n}, le nombre', en: 'must hold {n}, the number' },
  noCamelCase: {
    fr: 'doit être un nom en camelCase, tel que lastSignInOn',
    en: 'must be a name in camelCase, such as lastSignInOn',
  },
  taken: { fr: 'est une colonne que toute liste a', en: 'is a column that every list has' },
  nameTwice: { fr: 'est le nom d’une autre colonne', en: 'is the name of another column' },
} as const satisfies Record<string, InBoth>;

export type SchemaFault = keyof typeof SCHEMA_FAULTS;
