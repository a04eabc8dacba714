import type { Check } from '../check.ts';
import { physiciansWithoutMailboxAdvice } from './advice.ts';
import { physiciansWithoutMailboxDecisions } from './decisions.ts';
import { physiciansWithoutMailboxWords as words } from './words.ts';

/** Accounts of physicians that have no personal mailbox. */
export const physiciansWithoutMailbox: Check = {
  id: 'physicians-without-mailbox',
  ...words,
  advice: physiciansWithoutMailboxAdvice,
  decisions: physiciansWithoutMailboxDecisions,
  primary: ['accounts'],
  population: 'physician AND NOT isGuest AND NOT isSharedOrRoom',
  verdict: `CASE
  WHEN planUnknown OR mailboxUntold THEN 'undetermined'
  WHEN personalMailbox THEN 'compliant'
  ELSE 'non-compliant'
END`,
  columns: [
    {
      name: 'lastSignInOn',
      kind: 'date',
      label: { fr: 'Dernière connexion le', en: 'Last sign-in on' },
      sql: 'signedInOn',
    },
  ],
  facts: {},
};
