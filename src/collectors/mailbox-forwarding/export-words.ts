import type { InBoth } from '../../errors.ts';

/** Why an export of mailboxes cannot be used, and what to do next. */
export const EXPORT_WORDS = {
  empty: {
    fr: 'L’export des boîtes ne contient aucune boîte\u00a0: {file}.',
    en: 'The export of mailboxes holds no mailbox: {file}.',
  },
  withoutDelivery: {
    fr: 'L’export des boîtes ne dit d’aucune boîte si elle transfère\u00a0: {columns} sont vides à toutes les lignes, comme lorsque le jeu de propriétés Delivery n’a pas été exporté\u00a0: {file}.',
    en: 'The export of mailboxes tells of no mailbox whether it forwards: {columns} are empty in every line, as where the property set Delivery was not exported: {file}.',
  },
  faulty: {
    fr: 'L’export des boîtes a une ligne avec {what}\u00a0: {file}\u00a0: ligne {line}.',
    en: 'The export of mailboxes has a line with {what}: {file}: line {line}.',
  },
  moreCells: { fr: 'plus de cellules que l’en-tête', en: 'more cells than the header' },
  fewerCells: { fr: 'moins de cellules que l’en-tête', en: 'fewer cells than the header' },
  oddKeepsCopy: {
    fr: 'un DeliverToMailboxAndForward qui n’est ni True ou False, ni Vrai ou Faux',
    en: 'a DeliverToMailboxAndForward that is neither True or False nor Vrai or Faux',
  },
  exportAgain: {
    fr: 'L’exporter de nouveau, et ne pas le modifier\u00a0: une cellule qui contient le séparateur est entre guillemets.',
    en: 'Export it again, and do not edit it: a cell that holds the separator stands between quotes.',
  },
  noColumn: {
    fr: 'L’export des boîtes n’a pas de colonne {columns}\u00a0: {file}.',
    en: 'The export of mailboxes has no column {columns}: {file}.',
  },
  columnTwice: {
    fr: 'L’export des boîtes a deux fois la colonne {column}\u00a0: {file}.',
    en: 'The export of mailboxes has the column {column} twice: {file}.',
  },
  removeOne: {
    fr: 'En retirer une\u00a0: une seule peut être la bonne.',
    en: 'Remove one of them: only one can be meant.',
  },
  exportBoth: {
    fr: 'Exporter les deux jeux de propriétés, Minimum et Delivery, de toutes les boîtes\u00a0:',
    en: 'Export both property sets, Minimum and Delivery, of every mailbox:',
  },
  cannotBeRead: {
    fr: 'L’export des boîtes ne peut pas être lu\u00a0: {file} ({why}).',
    en: 'The export of mailboxes cannot be read: {file} ({why}).',
  },
  checkFile: {
    fr: 'Vérifier «\u00a0mailboxForwarding.file\u00a0» dans la configuration\u00a0: un chemin relatif part du dossier de celle-ci.',
    en: 'Check “mailboxForwarding.file” in the config: a relative path starts from the folder of the config.',
  },
} as const satisfies Record<string, InBoth>;
