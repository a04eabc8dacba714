import type { Words } from '../../i18n/words.ts';

/** What the lists to act on and their leaflets say of themselves. */
export const ACTION_WORDS = {
  holder: { fr: 'titulaire', en: 'holder' },
  administrator: { fr: 'administrateur', en: 'administrator' },
  byEstablishment: {
    fr: '{title}. Nombre de comptes\u00a0: {accounts}; de médecins parmi eux\u00a0: {physicians}. La liste est dans {file}.',
    en: '{title}. Number of accounts: {accounts}; of physicians among them: {physicians}. The list is in {file}.',
  },
  otherFindings: { fr: 'Autres constats\u00a0: {n}.', en: 'Other findings: {n}.' },
  list: { fr: 'La liste', en: 'The list' },
  written: {
    fr: '{file}\u00a0: une ligne par compte non conforme au {day}, à fusionner avec la lettre {letter}.',
    en: '{file}: one row for each non-compliant account on {day}, to be merged with the letter {letter}.',
  },
  writtenByEstablishment: {
    fr: '{file}\u00a0: une ligne par établissement qui a des comptes non conformes au {day}, à fusionner avec la lettre {letter}; ajoutez-y l’adresse et le nom de la personne à qui écrire.',
    en: '{file}: one row for each establishment with non-compliant accounts on {day}, to be merged with the letter {letter}; add the address and the name of whom to write to.',
  },
  toHolder: {
    fr: 'Le message s’adresse au titulaire du compte.',
    en: 'The message is for the holder of the account.',
  },
  toAdministrator: {
    fr: 'Le message s’adresse à l’administrateur de l’établissement, et non au titulaire du compte.',
    en: 'The message is for the establishment’s administrator, not for the holder of the account.',
  },
  lowerBound: {
    fr: 'Une partie des sources n’a pas été lue\u00a0: des comptes manquent peut-être à la liste.',
    en: 'Some sources were not read: accounts may be missing from the list.',
  },
  undetermined: {
    fr: 'Un compte indéterminé n’est pas dans la liste\u00a0: rien ne dit qu’il est conforme.',
    en: 'An undetermined account is not in the list: nothing says that it is compliant.',
  },
  adopt: { fr: 'Comportements à adopter', en: 'Behaviours to adopt' },
  avoid: { fr: 'Comportements à éviter', en: 'Behaviours to avoid' },
  proceed: { fr: 'Comment procéder', en: 'How to proceed' },
  sending: { fr: 'Avant d’écrire', en: 'Before you write' },
} as const satisfies Record<string, Words>;
