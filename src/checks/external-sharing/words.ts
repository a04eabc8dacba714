import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const externalSharingWords = {
  title: {
    fr: 'Comptes ayant partagé des fichiers à l’externe',
    en: 'Accounts that shared files outside',
  },
  shortTitle: { fr: 'Partage externe', en: 'External sharing' },
  question: {
    fr: 'Quels comptes ont partagé des fichiers avec des personnes de l’extérieur?',
    en: 'Which accounts shared files with people outside?',
  },
  rule: {
    fr:
      'Pour information : partager à l’externe n’est pas une faute en soi. Population : les comptes ayant une boîte aux ' +
      'lettres personnelle. Compté : au moins un fichier partagé à l’externe pendant les 180 jours du rapport d’activité ' +
      'OneDrive ou SharePoint. Absent des deux rapports, ou nombre inconnu : indéterminé.',
    en:
      'Informative: sharing outside is no fault in itself. Population: accounts with a personal mailbox. Counted: at ' +
      'least one file shared outside within the 180 days of the OneDrive or the SharePoint activity report. In neither ' +
      'report, or of an unknown number: undetermined.',
  },
  gravity: 'notable',
  moves: {
    appeared: { fr: 'Partagent désormais à l’externe', en: 'Now sharing outside' },
    resolved: { fr: 'Ne partagent plus à l’externe', en: 'No longer sharing outside' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte a partagé des fichiers à l’externe',
          other: '{n} comptes ont partagé des fichiers à l’externe',
          zero: 'aucun compte n’a partagé de fichiers à l’externe',
        },
        {
          of: 'physicians.count',
          one: ', dont {n} compte médecin',
          other: ', dont {n} comptes médecins',
          zero: ', dont aucun compte médecin',
        },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} account shared files outside',
          other: '{n} accounts shared files outside',
          zero: 'no account shared files outside',
        },
        {
          of: 'physicians.count',
          one: ', including {n} physician account',
          other: ', including {n} physician accounts',
          zero: ', no physician account among them',
        },
      ],
    ],
  },
} satisfies Pick<Check, 'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'moves'>;
