import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the licences: an account that holds some and that nobody uses. */
export const unusedLicencesAdvice: Advice = {
  audience: 'administrator',
  subject: { fr: 'Licences inutilisées', en: 'Unused licences' },
  finding: {
    fr: [
      'Personne n’utilise ce compte, qui détient des licences\u00a0: {licences}.',
      'Personne n’utilise ce compte, qui détient des licences.',
    ],
    en: [
      'Nobody uses this account, which holds licences: {licences}.',
      'Nobody uses this account, which holds licences.',
    ],
  },
  adopt: {
    fr: [
      'Faites confirmer par l’établissement que le compte ne sert à personne, puis reprenez les licences.',
    ],
    en: ['Have the establishment confirm that the account serves nobody, then take the licences back.'],
  },
  avoid: {
    fr: [
      'Ne reprenez pas une licence avant que la boîte aux lettres ait été lue\u00a0: son contenu est supprimé 30\u00a0jours plus tard.',
    ],
    en: [
      'Do not take a licence back before the mailbox has been read: what it holds is deleted 30 days later.',
    ],
  },
  proceed: {
    fr: [
      'Faites lire ou conserver la boîte aux lettres, puis retirez la licence dans le centre d’administration Microsoft 365.',
    ],
    en: ['Have the mailbox read or put on hold, then remove the licence in the Microsoft 365 admin center.'],
  },
};
