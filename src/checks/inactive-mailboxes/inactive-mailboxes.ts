import type { Check } from '../check.ts';
import { inactiveMailboxesAdvice } from './advice.ts';
import { inactiveMailboxesDecisions } from './decisions.ts';
import { inactiveMailboxesWords as words } from './words.ts';

/** Accounts with a personal mailbox that nobody has used for longer than the config allows. */
export const inactiveMailboxes: Check = {
  id: 'inactive-mailboxes',
  ...words,
  advice: inactiveMailboxesAdvice,
  decisions: inactiveMailboxesDecisions,
  primary: ['mail-activity'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN mailUnused THEN 'non-compliant'
  WHEN NOT mailUnused THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'lastActivityOn',
      kind: 'date',
      label: { fr: 'Dernière activité le', en: 'Last activity on' },
      sql: 'mailActivityOn',
    },
    {
      name: 'daysInactive',
      kind: 'integer',
      label: { fr: 'Jours sans activité', en: 'Days without activity' },
      sql: 'daysWithoutMail',
    },
    {
      name: 'neverUsed',
      kind: 'boolean',
      label: { fr: 'Jamais utilisé', en: 'Never used' },
      sql: 'mailReported AND daysWithoutMail IS NULL',
    },
    {
      name: 'receiveCount',
      kind: 'integer',
      label: { fr: 'Messages reçus', en: 'Messages received' },
      sql: 'receiveCount',
    },
  ],
  facts: {
    neverUsed: {
      label: { fr: 'Comptes courriels jamais utilisés', en: 'Mailboxes never used at all' },
      sql: `count(*) FILTER (WHERE verdict = 'non-compliant' AND daysWithoutMail IS NULL)`,
    },
    stillReceiving: {
      label: {
        fr: 'Comptes courriels non utilisés qui reçoivent encore des messages',
        en: 'Unused mailboxes that still receive mail',
      },
      // A report without Receive Count says nothing of what arrives: null, not 0.
      sql: `CASE WHEN count(receiveCount) > 0 OR NOT coalesce(bool_or(mailReported), false)
            THEN count(*) FILTER (WHERE verdict = 'non-compliant' AND receiveCount > 0) END`,
    },
  },
};
