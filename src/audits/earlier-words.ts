import type { Words } from '../i18n/words.ts';

/** Why an earlier audit is left aside, or its findings are. */
export const EARLIER_WORDS = {
  altered: {
    fr: 'L’audit {audit} n’est pas tel que son évaluation l’a laissé, ou rien ne l’atteste\u00a0: ses chiffres ne sont pas repris.',
    en: 'The audit {audit} is not as its assessment left it, or nothing vouches for it: its figures are not taken.',
  },
  damaged: {
    fr: 'L’audit {audit} est endommagé, ou écrit par une autre version de Vigie\u00a0: il faut l’évaluer de nouveau.',
    en: 'The audit {audit} is damaged, or written by another version of Vigie: assess it again.',
  },
  notPlain: {
    fr: 'L’audit {audit} contient autre chose que des fichiers ordinaires\u00a0: il n’est pas lu.',
    en: 'The audit {audit} holds something else than plain files: it is not read.',
  },
  notAssessed: {
    fr: 'L’audit {audit} a été recueilli, mais n’a pas été évalué.',
    en: 'The audit {audit} was collected, but not assessed.',
  },
  termsAlone: {
    fr: 'L’audit {audit} ne contient que les conditions d’utilisation.',
    en: 'The audit {audit} holds terms of use alone.',
  },
  part: {
    fr: 'L’audit {audit} n’est que l’extrait d’un établissement.',
    en: 'The audit {audit} is only the part of one establishment.',
  },
  pilot: {
    fr: 'L’audit {audit} est un essai, sur un échantillon de comptes.',
    en: 'The audit {audit} is a pilot, over a sample of accounts.',
  },
  sameInstant: {
    fr: 'L’audit {audit} se trouve dans plusieurs dossiers, recueilli au même instant\u00a0: un seul est repris.',
    en: 'The audit {audit} is in several folders, collected at the same instant: only one is taken.',
  },
  folder: {
    fr: 'Le dossier {audit} n’a pas pu être lu\u00a0: s’il contient des audits antérieurs, ils ne sont pas pris en compte.',
    en: 'The folder {audit} could not be read: earlier audits in it, if any, are left aside.',
  },
  encrypted: {
    fr: 'ses listes sont chiffrées',
    en: 'its lists are encrypted',
  },
  findings: {
    fr: 'ses tableaux de constats ont été modifiés ou manquent ({files})',
    en: 'its tables of findings were changed or are missing ({files})',
  },
} as const satisfies Record<string, Words>;
