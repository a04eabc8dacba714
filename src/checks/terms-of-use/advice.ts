import type { Advice } from '../../situation/check-words.ts';

/** To a person who has not accepted the terms of use. */
export const termsOfUseAdvice: Advice = {
  audience: 'holder',
  subject: { fr: 'Conditions d’utilisation à accepter', en: 'Terms of use to accept' },
  finding: {
    fr: [
      'Votre acceptation de ces conditions d’utilisation manque ou n’est plus valide\u00a0: {missing}.',
      'Votre acceptation des conditions d’utilisation manque ou n’est plus valide.',
    ],
    en: [
      'Your acceptance of these terms of use is missing or no longer valid: {missing}.',
      'Your acceptance of the terms of use is missing or no longer valid.',
    ],
  },
  adopt: {
    fr: ['Lisez les conditions d’utilisation avant de les accepter.'],
    en: ['Read the terms of use before you accept them.'],
  },
  avoid: {
    fr: ['Ne les refusez pas par mégarde\u00a0: un refus peut vous fermer l’accès aux outils.'],
    en: ['Do not decline them by mistake: declining may close the tools to you.'],
  },
  proceed: {
    fr: [
      'À la prochaine connexion, lisez le texte affiché et acceptez-le.',
      'S’il ne s’affiche pas, appelez le soutien informatique.',
    ],
    en: ['At your next sign-in, read the text shown and accept it.', 'If it is not shown, call IT support.'],
  },
  sending: {
    fr: [
      'Le texte ne s’affiche que si une stratégie d’accès conditionnel le demande à ces comptes\u00a0: vérifiez-le d’abord.',
    ],
    en: [
      'The text is shown only where a Conditional Access policy asks it of these accounts: see to that first.',
    ],
  },
};
