import type { InBoth } from '../errors.ts';

/** What is wrong with a snapshot, and what to do next. */
export const TROUBLE_WORDS = {
  collectNew: {
    fr: 'Collecter un nouvel instantané avec «\u00a0vigie collect\u00a0».',
    en: 'Collect a new snapshot with “vigie collect”.',
  },
  // Its manifest
  cannotBeRead: {
    fr: 'L’instantané ne peut pas être lu\u00a0: {why}.',
    en: 'The snapshot cannot be read: {why}.',
  },
  checkReader: {
    fr: 'Vérifier qui peut lire ce fichier, puis relancer la même commande.',
    en: 'Check who may read this file, then run the same command again.',
  },
  halfWritten: {
    fr: 'L’instantané est à moitié écrit\u00a0: {file} manque.',
    en: 'The snapshot is half written: {file} is missing.',
  },
  collectAgain: {
    fr: 'Collecter de nouveau avec «\u00a0vigie collect\u00a0».',
    en: 'Collect again with “vigie collect”.',
  },
  noSnapshot: {
    fr: 'Aucun instantané ici\u00a0: {file} manque.',
    en: 'No snapshot here: {file} is missing.',
  },
  nameAudit: {
    fr: 'Nommer un dossier d’audit qui contient un instantané, ou en faire un avec «\u00a0vigie collect\u00a0».',
    en: 'Name an audit folder that holds a snapshot, or make one with “vigie collect”.',
  },
  damagedManifest: {
    fr: 'L’instantané est endommagé\u00a0: {file} {why}.',
    en: 'The snapshot is damaged: {file} {why}.',
  },
  damaged: {
    fr: 'L’instantané est endommagé\u00a0: {file}\u00a0: {why}.',
    en: 'The snapshot is damaged: {file}: {why}.',
  },
  otherVersion: {
    fr: 'L’instantané est d’une autre version\u00a0: {file} dit {found}, ce programme lit {expected}.',
    en: 'The snapshot is of another version: {file} says {found}, this program reads {expected}.',
  },
  useItsVersion: {
    fr: 'Utiliser la version de Vigie qui l’a écrit, ou collecter un nouvel instantané.',
    en: 'Use the version of Vigie that wrote it, or collect a new snapshot.',
  },
  // Its tables
  otherRows: {
    fr: 'son nombre de lignes est {rows}, alors que le manifeste en dit {read} lues',
    en: 'it has {rows} rows, though the manifest tells {read} read',
  },
  noParquet: {
    fr: 'ce n’est pas un fichier Parquet qui se lise',
    en: 'it is not a Parquet file that can be read',
  },
  noColumn: { fr: 'il n’a pas de colonne {columns}', en: 'it has no column {columns}' },
  otherType: {
    fr: 'sa colonne {name} est du type {found}, et non {type}',
    en: 'its column {name} is of type {found}, not {type}',
  },
  emptyAccountId: { fr: 'un accountId est vide', en: 'an accountId is empty' },
  noDay: {
    fr: 'un {name} n’est pas un jour de notre calendrier',
    en: 'a {name} is no day of our calendar',
  },
  noCount: { fr: 'un {name} n’est pas un nombre', en: 'a {name} is no count' },
  noOutcome: {
    fr: 'une issue n’est aucune de celles d’une boîte',
    en: 'an outcome is none that a mailbox can have',
  },
  accountTwice: { fr: 'un compte s’y trouve deux fois', en: 'an account is in it twice' },
  fileMissing: {
    fr: 'le fichier manque, alors que sa source a été lue',
    en: 'the file is missing though its source was read',
  },
  // Joined with another
  otherTenant: {
    fr: '--with {audit}\u00a0: il est d’une autre organisation, {theirs} ({theirId}), et non de {mine} ({myId})',
    en: '--with {audit}: it is of another tenant, {theirs} ({theirId}), not of {mine} ({myId})',
  },
  nameOneTenant: {
    fr: 'Nommer deux audits d’une même organisation, chacun collecté par une identité qui dit de qui il est.',
    en: 'Name two audits of one tenant, each collected by an identity that tells whose it is.',
  },
  noTerms: {
    fr: '--with {audit}\u00a0: il ne contient pas de conditions d’utilisation ({outcome})',
    en: '--with {audit}: it holds no terms of use ({outcome})',
  },
  skipped: { fr: 'non demandées', en: 'skipped' },
  refused: { fr: 'refusées', en: 'refused' },
  makeTerms: {
    fr: 'En faire un qui en contient\u00a0: vigie collect --only terms-of-use --auth device-code',
    en: 'Make one that does: vigie collect --only terms-of-use --auth device-code',
  },
} as const satisfies Record<string, InBoth>;
