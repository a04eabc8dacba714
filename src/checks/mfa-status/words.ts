import type { Check } from '../check.ts';
import { METHOD_TERMS, STRENGTH_TERMS } from '../mfa-terms.ts';

/** What the check says of itself, in both languages. */
export const mfaStatusWords = {
  title: { fr: 'Sans authentification multifacteur', en: 'Without multifactor authentication' },
  shortTitle: { fr: 'Sans AMF', en: 'Without MFA' },
  question: {
    fr: 'Quels comptes activés sont sans authentification multifacteur?',
    en: 'Which enabled accounts have no multifactor authentication?',
  },
  rule: {
    fr:
      'Population : les comptes membres activés, avec ou sans boîte aux lettres, sauf ceux des boîtes partagées, des ' +
      'salles et des équipements. Non conforme : le compte n’est pas en mesure de répondre à une demande ' +
      'd’authentification multifacteur, faute d’une méthode inscrite, ou parce que la méthode inscrite n’est pas permise. ' +
      'Absent du rapport : indéterminé.',
    en:
      'Population: enabled member accounts, with or without a mailbox, except those of shared mailboxes, rooms and ' +
      'equipment. Non-compliant: the account cannot answer a multifactor request, because no method is registered, or ' +
      'because the one registered is not allowed. Absent from the report: undetermined.',
  },
  terms: {
    ...STRENGTH_TERMS,
    ...METHOD_TERMS,
    'not-registered': { fr: 'aucune méthode inscrite', en: 'no method registered' },
    'registered-not-allowed': {
      fr: 'méthode inscrite, mais non permise',
      en: 'method registered but not allowed',
    },
  },
  gravity: 'serious',
  theme: 'mfa',
  moves: {
    appeared: { fr: 'AMF perdue', en: 'MFA lost' },
    resolved: { fr: 'AMF obtenue', en: 'MFA gained' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte activé est sans authentification multifacteur',
          other: '{n} comptes activés sont sans authentification multifacteur',
          zero: 'aucun compte activé n’est sans authentification multifacteur',
        },
        { of: 'population', one: ' sur un total de {n}', other: ' sur un total de {n}' },
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
          one: '{n} enabled account is without multifactor authentication',
          other: '{n} enabled accounts are without multifactor authentication',
          zero: 'no enabled account is without multifactor authentication',
        },
        { of: 'population', one: ' out of {n}', other: ' out of {n}' },
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
