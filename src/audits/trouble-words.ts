import type { InBoth } from '../errors.ts';

/** What is wrong with an audit folder, or with what was asked of it, and what to do next. */
export const TROUBLE_WORDS = {
  // Which audit
  noAudit: { fr: 'aucun audit sous {out}', en: 'no audit under {out}' },
  noAuditWithAccounts: {
    fr: 'aucun audit qui contient des comptes sous {out}',
    en: 'no audit with accounts under {out}',
  },
  noAuditOfEverybody: {
    fr: 'aucun audit de tous les comptes sous {out}',
    en: 'no audit of everybody under {out}',
  },
  runFirst: {
    fr: 'Lancer d’abord `vigie audit`, ou nommer le dossier d’audit, ou le dossier des audits avec --out DOSSIER.',
    en: 'Run `vigie audit` first, or name the audit folder, or the folder of audits with --out DIR.',
  },
  pilotByName: {
    fr: 'Un essai sur un échantillon se trouve par son propre nom\u00a0: {pilot}',
    en: 'A pilot over a sample is found by its own name: {pilot}',
  },
  notAnAudit: {
    fr: '{named} n’est pas un dossier d’audit\u00a0: il ne contient pas {part}',
    en: '{named} is not an audit folder: it holds no {part}',
  },
  nameFolder: {
    fr: 'Nommer un dossier tel que reports/<domaine>/<2026-11-21T20-00-00Z>, ou n’en nommer aucun pour le plus récent.',
    en: 'Name a folder such as reports/<domain>/<2026-11-21T20-00-00Z>, or leave it out for the newest.',
  },
  makeTerms: {
    fr: 'En faire un avec\u00a0: vigie collect --only terms-of-use --auth device-code',
    en: 'Make one with: vigie collect --only terms-of-use --auth device-code',
  },
  noRecord: {
    fr: '{named} ne contient pas manifest.json\u00a0: rien ne dit ce qui devrait s’y trouver, et rien ne peut être vérifié',
    en: '{named} holds no manifest.json: nothing tells what should be in it, and nothing can be verified',
  },
  nameRecorded: {
    fr: 'Nommer un dossier d’audit tel que reports/<domaine>/<2026-11-21T20-00-00Z>, ou le reprendre là où il était gardé.',
    en: 'Name an audit folder such as reports/<domain>/<2026-11-21T20-00-00Z>, or take it from where it was kept.',
  },
  severalCalled: {
    fr: 'plusieurs audits sous {out} s’appellent {name}',
    en: 'several audits under {out} are called {name}',
  },
  nameByPath: { fr: 'En nommer un par son chemin\u00a0:', en: 'Name one by its path:' },
  noneCalled: {
    fr: 'aucun audit sous {out} ne s’appelle {name}',
    en: 'no audit under {out} is called {name}',
  },
  there: { fr: 'Il y a\u00a0: {names}', en: 'There: {names}' },
  listThem: {
    fr: 'vigie audits les liste; --out DOSSIER nomme un autre dossier des audits.',
    en: 'vigie audits lists them; --out DIR names another folder of audits.',
  },
  // Of another kind than is needed
  withoutAccounts: {
    fr: '{named} ne contient aucun compte\u00a0: il a été fait pour être joint à un audit qui en contient',
    en: '{named} holds no accounts: it was made to be joined to an audit that does',
  },
  assessWith: {
    fr: 'Évaluer un audit avec lui\u00a0: vigie assess reports/<domaine>/<2026-11-21T20-00-00Z> --with {named}',
    en: 'Assess an audit with it: vigie assess reports/<domain>/<2026-11-21T20-00-00Z> --with {named}',
  },
  pilot: {
    fr: '{named} est un essai, sur un échantillon de {n} comptes\u00a0: rien ne lui est comparé, et aucune évolution ne le compte',
    en: '{named} is a pilot, over a sample of {n} accounts: nothing is compared with it, and no trend counts it',
  },
  nameWhole: {
    fr: 'Nommer un audit de tous les comptes, fait sans --sample.',
    en: 'Name an audit of everybody: one that was made without --sample.',
  },
  part: {
    fr: '{named} est la part d’un seul établissement, non un audit de l’organisation',
    en: '{named} is the part of one establishment, not an audit of the tenant',
  },
  nameItsAudit: {
    fr: 'Nommer le dossier d’audit dont elle a été tirée.',
    en: 'Name the audit folder that it was taken from.',
  },
  otherTenants: {
    fr: 'les deux audits sont d’organisations différentes\u00a0: {older} et {newer}',
    en: 'the two audits are of different tenants: {older} and {newer}',
  },
  nameSameTenant: {
    fr: 'Nommer deux audits de la même organisation.',
    en: 'Name two audits of the same tenant.',
  },
  notEarlier: {
    fr: 'l’audit auquel comparer n’est pas le plus ancien\u00a0: il a été collecté le {olderFr}, l’autre le {newerFr}',
    en: 'the audit to compare with is not the earlier one: it was collected on {olderEn}, the other on {newerEn}',
  },
  nameEarlier: {
    fr: 'Nommer un audit antérieur de l’organisation; `vigie compare` prend le plus ancien d’abord.',
    en: 'Name an earlier audit of the tenant; `vigie compare` takes the older one first.',
  },
  // Going on
  otherConfiguration: {
    fr: '{audit} a été commencé avec une autre configuration\u00a0: {changed} ont changé',
    en: '{audit} was begun with another configuration: {changed} changed',
  },
  sameConfiguration: {
    fr: 'Reprendre avec la configuration avec laquelle il a été commencé, ou lancer sans --resume pour commencer un autre audit.',
    en: 'Go on with the configuration it was begun with, or run without --resume to begin a new audit.',
  },
  tooOld: {
    fr: '{audit}\u00a0: commencé il y a plus de 7 jours, trop ancien pour être repris; un nouvel audit commence',
    en: '{audit}: begun more than 7 days ago, too old to go on with; a new audit begins',
  },
  inUse: {
    fr: '{audit} est occupé\u00a0: vigie {command}, processus {pid} sur {host}, depuis {since}',
    en: '{audit} is in use: vigie {command}, process {pid} on {host}, since {since}',
  },
  waitForIt: {
    fr: 'Attendre que le processus {pid} se termine, ou y mettre fin, puis relancer la même commande.',
    en: 'Wait until process {pid} ends, or end it, then run the same command again.',
  },
  ifKilled: {
    fr: 'S’il a été tué\u00a0: son verrou est repris {seconds} s après son dernier signe de vie.',
    en: 'If it was killed: its lock is taken over {seconds} s after its last sign of life.',
  },
  lockGone: {
    fr: 'le verrou sur {audit} a disparu\u00a0: un autre processus l’a repris, celui-ci n’ayant donné aucun signe de vie pendant un moment, ou quelqu’un l’a ôté',
    en: 'the lock on {audit} is gone: another process took it over, since this one gave no sign of life for a while, or somebody removed it',
  },
  makeSure: {
    fr: 'S’assurer qu’aucun autre processus n’y travaille, puis relancer la même commande.',
    en: 'Make sure that no other process works there, then run the same command again.',
  },
  // Altered
  altered: {
    fr: 'L’audit a été modifié\u00a0: {files} de {audit} ont changé depuis l’évaluation, ou rien ne les atteste.',
    en: 'The audit was altered: {files} of {audit} changed since the assessment, or no record tells of it.',
  },
  assessAgain: {
    fr: 'Évaluer l’instantané de nouveau avec «\u00a0vigie assess\u00a0», ou reprendre le dossier d’audit là où il était gardé.',
    en: 'Assess the snapshot again with “vigie assess”, or take the audit folder from where it was kept.',
  },
  snapshotUnrecorded: {
    fr: '{manifest} manque\u00a0: rien n’atteste que l’instantané est tel qu’il a été collecté.',
    en: '{manifest} is missing: nothing tells that the snapshot is as it was collected.',
  },
  snapshotDamaged: {
    fr: 'L’instantané est endommagé\u00a0: {files} de {audit} ont changé depuis la collecte, ou rien ne les atteste.',
    en: 'The snapshot is damaged: {files} of {audit} changed since the collection, or no record tells of it.',
  },
  collectAgain: {
    fr: 'Reprendre le dossier d’audit là où il était gardé, ou collecter de nouveau avec «\u00a0vigie collect\u00a0».',
    en: 'Take the audit folder from where it was kept, or collect again with “vigie collect”.',
  },
  notEncryptedAltered: {
    fr: 'L’audit n’a pas été chiffré\u00a0: {files} de {audit} ont changé depuis leur écriture.',
    en: 'The audit was not encrypted: {files} of {audit} changed since they were written.',
  },
  writeAgain: {
    fr: 'Récrire ceux qui sont des rapports avec --formats et --lang, dans la même exécution, ou reprendre le dossier d’audit là où il était gardé.',
    en: 'Write those that are reports again with --formats and --lang, in the same run, or take the audit folder from where it was kept.',
  },
  purgedSnapshot: {
    fr: '{files} de {audit} ont disparu selon la durée de conservation (vigie purge)\u00a0: l’audit ne peut plus être évalué.',
    en: '{files} of {audit} went as the retention says (vigie purge): the audit can no longer be assessed.',
  },
  purgedLists: {
    fr: '{files} de {audit} ont disparu selon la durée de conservation (vigie purge)\u00a0: ses chiffres sont encore là, ses listes ne le sont plus.',
    en: '{files} of {audit} went as the retention says (vigie purge): its figures are still there, its lists are not.',
  },
  readReports: {
    fr: 'Lire ses rapports, ou nommer un audit plus récent.',
    en: 'Read its reports, or name an audit that is more recent.',
  },
  masked: {
    fr: '{audit} est une copie dont les petits nombres sont masqués (--mask-under {under})\u00a0: elle n’a que des chiffres, et aucune liste de comptes',
    en: '{audit} is a copy whose small numbers are masked (--mask-under {under}): it has figures alone, and no list of accounts',
  },
  nameUnmasked: {
    fr: 'Nommer l’audit dont elle vient, ou une copie faite sans --mask-under.',
    en: 'Name the audit that it was made from, or a copy made without --mask-under.',
  },
  thereAlready: {
    fr: '{kept} est déjà là\u00a0: l’audit reste, chiffré, dans {made}',
    en: '{kept} is there already: the audit stays, encrypted, in {made}',
  },
  otherBytes: {
    fr: '{file} n’est pas tel qu’il a été écrit\u00a0: l’audit reste, chiffré, dans {made}',
    en: '{file} is not as it was written: the audit stays, encrypted, in {made}',
  },
  tryAgain: {
    fr: 'Vérifier le disque et ce dossier avec «\u00a0vigie verify\u00a0», puis relancer la même commande.',
    en: 'Look at the disk, and at that folder with “vigie verify”, then run the same command again.',
  },
  moveOne: {
    fr: 'Donner un autre nom à l’un des deux, et relancer la même commande.',
    en: 'Move one of the two to another name, and run the same command again.',
  },
  // Assessed again
  takenAway: {
    fr: '{audit}\u00a0: les rapports de son évaluation précédente, qui avait d’autres chiffres, ont été ôtés; «\u00a0vigie report\u00a0» les récrit',
    en: '{audit}: the reports of its earlier assessment, which had other figures, were taken away; “vigie report” writes them again',
  },
  leftChanged: {
    fr: 'modifiés à la main, et laissés avec les chiffres précédents\u00a0: {files}',
    en: 'changed by hand, and left with the earlier figures: {files}',
  },
  // Encrypted
  missing: { fr: '{file} manque', en: '{file} is missing' },
  takeItBack: {
    fr: 'Reprendre le dossier d’audit là où il était gardé.',
    en: 'Take the audit folder from where it was kept.',
  },
  notForIdentity: {
    fr: '{audit} n’a pas été chiffré pour cette identité',
    en: '{audit} was not encrypted for this identity',
  },
  encryptedFor: { fr: 'Il a été chiffré pour\u00a0: {names}', en: 'It was encrypted for: {names}' },
  identityOf: {
    fr: 'L’identité nommée est celle de\u00a0: {names}',
    en: 'The identity named is that of: {names}',
  },
  notTheEncrypted: {
    fr: '{file} n’est pas le fichier qui a été chiffré\u00a0: quelqu’un l’a modifié',
    en: '{file} is not the file that was encrypted: somebody changed it',
  },
  encrypted: {
    fr: '{file} est chiffré, et cette commande en a besoin',
    en: '{file} is encrypted, and is needed here',
  },
  nameIdentity: {
    fr: 'Nommer l’identité qui l’ouvre\u00a0: --identity FICHIER (assess, compare, list, query, report, reveal, share, show, verify).',
    en: 'Name the identity that opens it: --identity FILE (assess, compare, list, query, report, reveal, share, show, verify).',
  },
  decryptFirst: {
    fr: 'Pour une autre commande, déchiffrer d’abord l’audit dans un dossier privé, comme le dit docs/privacy.',
    en: 'For another command, decrypt the audit into a private folder first, as docs/privacy says.',
  },
} as const satisfies Record<string, InBoth>;
