import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const mailboxRedirectsWords = {
  title: { fr: 'Redirections automatiques', en: 'Automatic redirects' },
  question: {
    fr: 'Quels comptes voient leurs courriels envoyés ailleurs d’eux-mêmes ?',
    en: 'Which accounts have their mail sent elsewhere by itself?',
  },
  rule: {
    fr:
      'Population : les comptes ayant une boîte aux lettres personnelle ; les boîtes partagées, les salles et les ' +
      'équipements sont comptés à part. Non conforme : au moins une règle de boîte de réception activée et sans erreur ' +
      'qui redirige ou transfère (redirectTo, forwardTo, forwardAsAttachmentTo), ou un transfert de toute la boîte. Une ' +
      'règle désactivée ou en erreur est un fait, non un verdict. Boîte qui n’a pas pu être lue et dont rien d’autre ne ' +
      'décide : indéterminé. Un compte prend la classe la plus risquée de ses destinations : messagerie publique, ' +
      'externe, université, non résolue, partenaire, interne.',
    en:
      'Population: accounts with a personal mailbox; shared mailboxes, rooms and equipment are tallied apart. ' +
      'Non-compliant: at least one enabled, error-free inbox rule that redirects or forwards (redirectTo, forwardTo, ' +
      'forwardAsAttachmentTo), or a forward of the whole mailbox. A disabled or broken rule is a fact, not a verdict. A ' +
      'mailbox that could not be read and that nothing else settles: undetermined. An account takes the riskiest class ' +
      'of its targets: public webmail, external, university, unresolved, partner, internal.',
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte est automatiquement redirigé,',
          other: '{n} comptes sont automatiquement redirigés,',
        },
        { of: 'physicians.count', one: ' dont {n} compte médecin', other: ' dont {n} comptes médecins' },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} account is automatically redirected,',
          other: '{n} accounts are automatically redirected,',
        },
        {
          of: 'physicians.count',
          one: ' including {n} physician account',
          other: ' including {n} physician accounts',
        },
      ],
    ],
  },
} satisfies Pick<Check, 'title' | 'question' | 'rule' | 'constats'>;
