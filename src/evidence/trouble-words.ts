import type { InBoth } from '../errors.ts';

/** What is wrong with what proves an audit, with its keys or with its encryption, and what to do next. */
export const TROUBLE_WORDS = {
  // Its manifest
  manifestMissing: {
    fr: '{file} manque\u00a0: rien n’atteste que l’audit est celui qui est attendu',
    en: '{file} is missing: nothing tells that the audit is the one expected',
  },
  otherManifest: {
    fr: 'L’audit n’est pas celui qui est attendu\u00a0: le SHA-256 de {file} est {found}',
    en: 'The audit is not the one expected: the SHA-256 of {file} is {found}',
  },
  compareWithLog: {
    fr: 'Reprendre le dossier d’audit là où il était gardé, ou comparer avec le journal de l’exécution qui l’a écrit.',
    en: 'Take the audit folder from where it was kept, or compare with the log of the run that wrote it.',
  },
  cannotBeRead: { fr: '{file} ne peut pas être lu\u00a0: {why}', en: '{file} cannot be read: {why}' },
  checkReader: {
    fr: 'Vérifier qui peut lire ce fichier, puis relancer la même commande.',
    en: 'Check who may read this file, then run the same command again.',
  },
  damagedManifest: {
    fr: '{file} est endommagé ou d’une autre version',
    en: '{file} is damaged or of another version',
  },
  collectAgain: {
    fr: 'Collecter de nouveau, ou reprendre le dossier d’audit là où il était gardé.',
    en: 'Collect again, or take the audit folder from where it was kept.',
  },
  // A key to sign with
  noSigningKey: {
    fr: '{where} doit être une clé privée Ed25519 en PEM\u00a0: {why}',
    en: '{where} must be an Ed25519 private key in PEM: {why}',
  },
  noPublicKey: {
    fr: '{where} doit être une clé publique Ed25519 en PEM\u00a0: {why}',
    en: '{where} must be an Ed25519 public key in PEM: {why}',
  },
  isPrivate: {
    fr: 'c’est une clé privée, dont personne d’autre n’a besoin',
    en: 'it is a private key, which nobody else needs',
  },
  noSuchKey: { fr: 'ce n’est pas une telle clé', en: 'it is no such key' },
  otherKind: { fr: 'c’est une clé d’une autre sorte ({kind})', en: 'it is a key of another kind ({kind})' },
  unknownKind: { fr: 'inconnue', en: 'unknown' },
  makeSigningKey: {
    fr: 'En créer une avec\u00a0: vigie keys new --out FICHIER',
    en: 'Make one with: vigie keys new --out FILE',
  },
  namePublicKey: {
    fr: 'Nommer le fichier que «\u00a0vigie keys new\u00a0» a écrit à côté de la clé privée (FICHIER.pub).',
    en: 'Name the file that “vigie keys new” wrote beside the private key (FILE.pub).',
  },
  // A key to make pseudonyms with
  noSharingKey: {
    fr: '{where} n’est pas une clé pour faire des pseudonymes\u00a0: {why}',
    en: '{where} is no key to make pseudonyms with: {why}',
  },
  signsOnly: { fr: 'c’est une clé pour signer', en: 'it is a key to sign with' },
  neitherCoding: {
    fr: 'elle n’est ni en base64 ni en hexadécimal',
    en: 'it is neither base64 nor hexadecimal',
  },
  tooFewBytes: { fr: 'elle a {bytes} octets', en: 'it has {bytes} bytes' },
  bytesRepeat: {
    fr: 'ses octets se répètent\u00a0: personne ne les a tirés au hasard',
    en: 'its bytes repeat: nobody drew them at random',
  },
  makeSharingKey: {
    fr: 'En créer une avec\u00a0: `vigie keys new --for share --out FICHIER`; elle doit avoir 32 octets aléatoires ou plus, en base64 ou en hexadécimal.',
    en: 'Make one with: vigie keys new --for share --out FILE; it must be 32 random bytes or more, in base64 or hexadecimal.',
  },
  // Encryption
  noRecipient: {
    fr: '{named}\u00a0: ce n’est pas un destinataire d’age',
    en: '{named}: it is no age recipient',
  },
  whatRecipient: {
    fr: 'C’est la clé publique, age1…, qu’affiche age-keygen; l’identité, AGE-SECRET-KEY-1…, reste chez qui lit.',
    en: 'It is the public key, age1…, that age-keygen prints; the identity, AGE-SECRET-KEY-1…, stays with whoever reads.',
  },
  noIdentity: {
    fr: '--identity {named}\u00a0: le fichier ne contient aucune identité d’age, ou contient aussi autre chose',
    en: '--identity {named}: it holds no age identity, or something else too',
  },
  nameIdentity: {
    fr: 'Nommer un fichier qu’age-keygen a écrit (AGE-SECRET-KEY-1…). Les identités avec une phrase de passe, de SSH ou d’un module sont pour l’outil age\u00a0: age -d -i FICHIER.',
    en: 'Name a file that age-keygen wrote (AGE-SECRET-KEY-1…). Identities with a passphrase, of SSH or of a plugin are for the age tool: age -d -i FILE.',
  },
  cannotBeDecrypted: {
    fr: '{file} ne peut pas être déchiffré\u00a0: il est endommagé, ou a été modifié ({why})',
    en: '{file} cannot be decrypted: it is damaged, or was changed ({why})',
  },
  missing: { fr: '{file} manque', en: '{file} is missing' },
  verifyTells: {
    fr: '«\u00a0vigie verify\u00a0» dit ce qui d’autre a été modifié. Reprendre le dossier d’audit là où il était gardé.',
    en: '“vigie verify” tells what else was changed. Take the audit folder from where it was kept.',
  },
} as const satisfies Record<string, InBoth>;
