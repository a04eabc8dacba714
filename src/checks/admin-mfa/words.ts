import type { Check } from '../check.ts';
import { ENFORCEMENT_TERMS, SPECIAL_ACCOUNT_TERMS, STRENGTH_TERMS } from '../mfa-terms.ts';

/** What the check says of itself, in both languages. */
export const adminMfaWords = {
  title: {
    fr: 'Administrateurs mal protégés par l’AMF',
    en: 'Administrators poorly protected by MFA',
  },
  shortTitle: { fr: 'Administrateurs', en: 'Administrators' },
  question: {
    fr: 'Quels administrateurs peuvent se connecter sans authentification multifacteur (AMF), ou ne peuvent y répondre?',
    en: 'Which administrators can sign in without multifactor authentication (MFA), or cannot answer it?',
  },
  rule: {
    fr:
      'Population : les comptes activés, invités compris, à qui un rôle d’annuaire est attribué, actif ou éligible, ' +
      'directement ou par un groupe, sauf ceux de la synchronisation et des paquets d’approvisionnement. Non ' +
      'conforme : le compte n’a pas de méthode inscrite et permise (celles d’un invité sont dans sa propre ' +
      'organisation), ou l’AMF n’en est pas toujours exigée pour toutes les applications. Ce qui n’a pas pu être lu ' +
      'ou n’a pas été demandé, et dont le verdict dépend : indéterminé.',
    en:
      'Population: enabled accounts, guests too, that are assigned a directory role, active or eligible, directly or ' +
      'through a group, except those of synchronisation and of provisioning packages. Non-compliant: the account has no ' +
      'method that is registered and allowed (those of a guest are in its own organisation), or MFA is not always ' +
      'demanded of it for all applications. What could not be read or was not asked, and the verdict depends on: ' +
      'undetermined.',
  },
  terms: {
    ...STRENGTH_TERMS,
    ...ENFORCEMENT_TERMS,
    ...SPECIAL_ACCOUNT_TERMS,
    active: { fr: 'active', en: 'active' },
    eligible: { fr: 'éligible', en: 'eligible' },
  },
  gravity: 'critical',
  theme: 'mfa',
  moves: {
    appeared: { fr: 'Administrateurs qui ne sont plus protégés', en: 'Administrators no longer protected' },
    resolved: { fr: 'Administrateurs désormais protégés', en: 'Administrators now protected' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} administrateur sur {population} peut se connecter sans AMF',
          other: '{n} administrateurs sur {population} peuvent se connecter sans AMF',
          zero: 'aucun administrateur ne peut se connecter sans AMF',
        },
        {
          of: 'count',
          facts: ['notCapable', 'notEnforced'],
          one: '\u00a0: {notCapable} sans méthode permise, {notEnforced} de qui elle n’est pas toujours exigée',
          other:
            '\u00a0: {notCapable} sans méthode permise, {notEnforced} de qui elle n’est pas toujours exigée',
        },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} administrator of {population} can sign in without MFA',
          other: '{n} administrators of {population} can sign in without MFA',
          zero: 'no administrator can sign in without MFA',
        },
        {
          of: 'count',
          facts: ['notCapable', 'notEnforced'],
          one: ': {notCapable} without an allowed method, {notEnforced} of whom it is not always demanded',
          other: ': {notCapable} without an allowed method, {notEnforced} of whom it is not always demanded',
        },
      ],
    ],
  },
} satisfies Pick<
  Check,
  'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'terms' | 'gravity' | 'theme' | 'moves'
>;
