import type { InBoth } from '../../errors.ts';

/** Why the rows of an audit cannot be listed, and what to do next. */
export const TROUBLE_WORDS = {
  cannotBeRead: { fr: '{what} ne se lisent pas\u00a0: {why}', en: '{what} cannot be read: {why}' },
  findings: { fr: 'Les constats de {id}', en: 'The findings of {id}' },
  changes: { fr: 'Les comptes qui ont changé', en: 'The accounts that changed' },
  rosterLines: {
    fr: 'Les lignes sans compte de la liste des médecins',
    en: 'The roster’s lines without an account',
  },
  exceptions: { fr: 'Les exceptions', en: 'The exceptions' },
  table: { fr: '{name} ({file})', en: '{name} ({file})' },
  noCheck: {
    fr: 'Cette version de Vigie n’a pas de contrôle {id}.',
    en: 'This version of Vigie has no check {id}.',
  },
  notThere: {
    fr: 'Les constats de {id} ne sont pas là\u00a0: {file} n’existe pas.',
    en: 'The findings of {id} are not there: {file} does not exist.',
  },
  assessAgain: {
    fr: 'Évaluer de nouveau l’instantané\u00a0: vigie assess',
    en: 'Assess the snapshot again: vigie assess',
  },
} as const satisfies Record<string, InBoth>;
