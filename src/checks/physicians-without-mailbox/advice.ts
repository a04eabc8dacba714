import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the accounts: a physician’s that has no mailbox. */
export const physiciansWithoutMailboxAdvice: Advice = {
  audience: 'administrator',
  subject: { fr: 'Médecins sans boîte aux lettres', en: 'Physicians without a mailbox' },
  finding: {
    fr: ['Ce compte médecin n’a pas de boîte aux lettres personnelle.'],
    en: ['This physician account has no personal mailbox.'],
  },
  adopt: {
    fr: [
      'Donnez une boîte aux lettres du réseau à chaque médecin, pour que les résultats au sujet de ses patients lui parviennent.',
    ],
    en: ['Give every physician a mailbox of the network, so that results about their patients reach them.'],
  },
  avoid: {
    fr: ['En attendant, n’écrivez rien de confidentiel à une adresse personnelle.'],
    en: ['In the meantime, send nothing confidential to a personal address.'],
  },
  proceed: {
    fr: [
      'Attribuez une licence qui donne une boîte aux lettres, ou corrigez la catégorie du compte, puis avisez la personne.',
    ],
    en: [
      'Assign a licence that gives a mailbox, or correct the category of the account, then tell the person.',
    ],
  },
};
