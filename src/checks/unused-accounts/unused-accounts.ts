import type { Check, Fact } from '../check.ts';
import { unusedAccountsAdvice } from './advice.ts';
import { unusedAccountsDecisions } from './decisions.ts';
import { unusedAccountsWords as words } from './words.ts';

const inPopulation = (condition: string): string =>
  `count(*) FILTER (WHERE verdict <> 'not-applicable' AND ${condition})`;

const byUse: Fact = {
  label: { fr: 'Comptes selon l’usage qui en est fait', en: 'Accounts by the use made of them' },
  // Where one was not read, nothing tells who uses only the other.
  sql: `CASE WHEN is_read('mail-activity') AND is_read('sign-in-activity') THEN MAP {
    'unused': ${inPopulation('mailUnused AND signInUnused')},
    'mail-only': ${inPopulation('NOT mailUnused AND signInUnused')},
    'sign-in-only': ${inPopulation('mailUnused AND NOT signInUnused')},
    'in-use': ${inPopulation('NOT mailUnused AND NOT signInUnused')},
    'undetermined': ${inPopulation('(mailUnused IS NULL OR signInUnused IS NULL)')}
  } END`,
};

/** Accounts with a personal mailbox that nobody uses in any way: neither for mail nor to sign in. */
export const unusedAccounts: Check = {
  id: 'unused-accounts',
  ...words,
  advice: unusedAccountsAdvice,
  decisions: unusedAccountsDecisions,
  primary: ['mail-activity', 'sign-in-activity'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN mailUnused AND signInUnused THEN 'non-compliant'
  WHEN NOT mailUnused OR NOT signInUnused THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'lastActivityOn',
      kind: 'date',
      label: { fr: 'Dernière activité de courriel le', en: 'Last mail activity on' },
      sql: 'mailActivityOn',
    },
    {
      name: 'daysInactive',
      kind: 'integer',
      label: { fr: 'Jours sans activité de courriel', en: 'Days without mail activity' },
      sql: 'daysWithoutMail',
    },
    {
      name: 'lastSignInOn',
      kind: 'date',
      label: { fr: 'Dernière connexion le', en: 'Last sign-in on' },
      sql: 'signedInOn',
    },
    {
      name: 'daysWithoutSignIn',
      kind: 'integer',
      label: { fr: 'Jours sans connexion', en: 'Days without a sign-in' },
      sql: 'daysWithoutSignIn',
    },
  ],
  facts: { byUse },
};
