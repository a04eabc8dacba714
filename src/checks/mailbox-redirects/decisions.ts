import type { DecisionRule } from '../check.ts';

const OUTSIDE = `r.class <> 'internal'`;

function has(condition: string): string {
  return `len(list_filter(redirects, lambda r: ${condition})) > 0`;
}

/** A redirect may be stopped, and nothing says that a copy is kept. */
export const MAY_REACH_NOBODY = has(`r.effect IN ('blocked', 'undetermined') AND r.keepsCopy IS NOT TRUE`);

const REACHES_NOBODY = `CASE WHEN known().effectKnown THEN
  CASE WHEN mailReachesNobody THEN true WHEN NOT (${MAY_REACH_NOBODY}) THEN false END END`;

/** What mail leaves by, and the setting of the whole organization would stop. */
const LEAVES = `CASE WHEN known().effectKnown THEN CASE WHEN mailReachesNobody THEN false
  WHEN ${has(`r.effect = 'effective' AND ${OUTSIDE}`)} THEN true
  WHEN ${has(`r.effect = 'undetermined' AND ${OUTSIDE}`)} THEN NULL ELSE false END END`;

/** Mail that reaches nobody, then mail that leaves, then every other redirect. */
export const mailboxRedirectsDecisions: readonly DecisionRule[] = [
  {
    id: 'restore-delivery',
    who: 'mail-administrators',
    gravity: 'critical',
    settles: REACHES_NOBODY,
    words: {
      centre: 'exchange-mailboxes',
      act: {
        one: {
          fr: 'Retirer la redirection de {n} compte dont les courriels ne parviennent à personne',
          en: 'Remove the redirect of {n} account whose mail reaches nobody',
        },
        other: {
          fr: 'Retirer la redirection de {n} comptes dont les courriels ne parviennent à personne',
          en: 'Remove the redirects of {n} accounts whose mail reaches nobody',
        },
      },
      facts: [],
    },
  },
  {
    id: 'block-forwarding',
    who: 'mail-administrators',
    gravity: 'critical',
    settles: LEAVES,
    facts: {
      withoutCopy: `count(*) FILTER (WHERE verdict = 'non-compliant' AND (${LEAVES})
        AND ${has(`r.effect = 'effective' AND ${OUTSIDE} AND r.keepsCopy IS NOT TRUE`)})`,
    },
    words: {
      centre: 'defender-antispam',
      act: {
        one: {
          fr: 'Bloquer le transfert automatique vers l’externe, par où sortent les courriels de {n} compte',
          en: 'Block automatic forwarding to outside, by which mail of {n} account leaves',
        },
        other: {
          fr: 'Bloquer le transfert automatique vers l’externe, par où sortent les courriels de {n} comptes',
          en: 'Block automatic forwarding to outside, by which mail of {n} accounts leaves',
        },
      },
      facts: [
        {
          fact: 'withoutCopy',
          unit: 'accounts',
          one: {
            fr: 'Retirer d’abord la redirection de {n} de ces comptes, qui peut ne garder aucune copie.',
            en: 'First remove the redirect of {n} of these accounts, which may keep no copy.',
          },
          other: {
            fr: 'Retirer d’abord la redirection de {n} de ces comptes, qui peuvent ne garder aucune copie.',
            en: 'First remove the redirects of {n} of these accounts, which may keep no copy.',
          },
        },
      ],
    },
  },
  {
    id: 'remove-redirects',
    who: 'establishments',
    gravity: 'serious',
    settles: `NOT coalesce(${REACHES_NOBODY}, false) AND NOT coalesce(${LEAVES}, false)`,
    words: {
      centre: 'exchange-mailboxes',
      act: {
        one: {
          fr: 'Faire retirer la redirection de {n} compte, que la directive interdit',
          en: 'Have the redirect of {n} account removed, which the directive forbids',
        },
        other: {
          fr: 'Faire retirer les redirections de {n} comptes, que la directive interdit',
          en: 'Have the redirects of {n} accounts removed, which the directive forbids',
        },
      },
      facts: [],
    },
  },
];
