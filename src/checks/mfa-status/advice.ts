import type { Advice } from '../../situation/check-words.ts';

/** To a person who cannot answer a multifactor request. */
export const mfaStatusAdvice: Advice = {
  audience: 'holder',
  subject: {
    fr: 'Votre compte est sans authentification multifacteur',
    en: 'Your account has no multifactor authentication',
  },
  finding: {
    fr: ['Votre compte ne peut pas répondre à une demande d’authentification multifacteur (AMF).'],
    en: ['Your account cannot answer a request for multifactor authentication (MFA).'],
  },
  adopt: {
    fr: ['Inscrivez une méthode d’AMF permise par votre établissement, selon son calendrier de déploiement.'],
    en: ['Register an MFA method that your establishment allows, according to its deployment.'],
  },
  avoid: {
    fr: [
      'N’approuvez jamais une demande que vous n’avez pas provoquée et ne donnez jamais un code à personne.',
    ],
    en: ['Never approve a request that you did not cause, and never give a code to anybody.'],
  },
  proceed: {
    fr: [
      'Ouvrez mysignins.microsoft.com/security-info, choisissez «\u00a0Ajouter une méthode de connexion\u00a0» et suivez les étapes.',
      'En cas de difficulté, appelez le soutien informatique.',
    ],
    en: [
      'Open mysignins.microsoft.com/security-info, choose “Add sign-in method” and follow the steps.',
      'If it does not work, call IT support.',
    ],
  },
};
