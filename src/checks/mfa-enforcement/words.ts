import type { Check } from '../check.ts';
import { ENFORCEMENT_TERMS, SPECIAL_ACCOUNT_TERMS, STRENGTH_TERMS } from '../mfa-terms.ts';

/** What the check says of itself, in both languages. */
export const mfaEnforcementWords = {
  title: { fr: 'Authentification multifacteur non exigée', en: 'Multifactor authentication not demanded' },
  shortTitle: { fr: 'AMF non exigée', en: 'MFA not demanded' },
  question: {
    fr: 'De quels comptes activés l’authentification multifacteur (AMF) n’est-elle pas toujours exigée?',
    en: 'Of which enabled accounts is multifactor authentication (MFA) not always demanded?',
  },
  rule: {
    fr:
      'Population : les comptes membres activés, sauf ceux des boîtes partagées, des salles et des équipements, ' +
      'ceux des catégories de service, et ceux de la synchronisation et des paquets d’approvisionnement. Conforme : ' +
      'une stratégie d’accès conditionnel activée, ou plusieurs ensemble, exige l’AMF sans autre choix ni condition ' +
      'pour toutes les applications (ou, d’un compte qui n’administre rien, pour Office 365), par toutes les ' +
      'applications clientes; ou bloque tout accès, à tout; ou les paramètres de sécurité par défaut sont ' +
      'activés; ou l’AMF par utilisateur est appliquée. Une stratégie en mode rapport seul ne compte pas. Ce qui ' +
      'n’a pas pu être lu (appartenance, stratégie) ou n’a pas été demandé (AMF par utilisateur), et dont le ' +
      'verdict dépend : indéterminé.',
    en:
      'Population: enabled member accounts, except those of shared mailboxes, rooms and equipment, of service categories, ' +
      'and of synchronisation and provisioning packages. Compliant: an enabled Conditional Access policy, or several together, demands MFA without another ' +
      'choice or condition for all applications (or, of an account that administers nothing, for Office 365), from every ' +
      'client application; or blocks all access, to everything; or ' +
      'the security defaults are on; or per-user MFA is enforced. A report-only policy counts for nothing. What ' +
      'could not be read (a membership, a policy) or was not asked (per-user MFA), and the verdict depends on: undetermined.',
  },
  terms: { ...STRENGTH_TERMS, ...ENFORCEMENT_TERMS, ...SPECIAL_ACCOUNT_TERMS },
  gravity: 'serious',
  theme: 'mfa',
  moves: {
    appeared: { fr: 'AMF qui n’est plus toujours exigée', en: 'MFA no longer always demanded' },
    resolved: { fr: 'AMF désormais toujours exigée', en: 'MFA now always demanded' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: 'pour {n} compte activé sur {population}, l’AMF n’est pas toujours exigée',
          other: 'pour {n} des {population} comptes activés, l’AMF n’est pas toujours exigée',
          zero: 'l’AMF est toujours exigée des comptes activés',
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
          one: 'of {n} of the {population} enabled accounts, MFA is not always demanded',
          other: 'of {n} of the {population} enabled accounts, MFA is not always demanded',
          zero: 'of the enabled accounts, MFA is always demanded',
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
} satisfies Pick<
  Check,
  'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'terms' | 'gravity' | 'theme' | 'moves'
>;
