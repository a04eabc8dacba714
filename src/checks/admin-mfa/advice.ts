import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the roles: an administrator who may sign in without multifactor authentication. */
export const adminMfaAdvice: Advice = {
  audience: 'administrator',
  subject: { fr: 'Administrateurs sans AMF', en: 'Administrators without MFA' },
  finding: {
    fr: [
      'Ce compte administre l’organisation ({roles}) sans méthode d’AMF permise, ou sans que l’AMF en soit toujours exigée.',
      'Ce compte administre l’organisation sans méthode d’AMF permise, ou sans que l’AMF en soit toujours exigée.',
    ],
    en: [
      'This account administers the organization ({roles}) without an allowed MFA method, or MFA is not always demanded of it.',
      'This account administers the organization without an allowed MFA method, or MFA is not always demanded of it.',
    ],
  },
  adopt: {
    fr: [
      'Exigez de chaque administrateur une méthode résistante à l’hameçonnage.',
      'Donnez les rôles sur demande, à un compte réservé à cet usage.',
    ],
    en: [
      'Demand a phishing-resistant method of every administrator.',
      'Give roles on request, to an account kept for that use.',
    ],
  },
  avoid: {
    fr: ['N’excluez que les comptes d’urgence, et surveillez leurs connexions.'],
    en: ['Exclude only the emergency accounts, and watch their sign-ins.'],
  },
  proceed: {
    fr: [
      'Faites inscrire une clé de sécurité ou une clé d’accès, puis visez les rôles d’annuaire par une stratégie d’accès conditionnel, pour toutes les applications et sans condition.',
    ],
    en: [
      'Have a security key or a passkey registered, then cover the directory roles by a Conditional Access policy, for all applications and without conditions.',
    ],
  },
};
