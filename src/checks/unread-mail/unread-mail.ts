import type { Check } from '../check.ts';
import { unreadMailAdvice } from './advice.ts';
import { unreadMailDecisions } from './decisions.ts';
import { unreadMailWords as words } from './words.ts';

/** Mailboxes that nobody uses and that mail still arrives in. */
export const unreadMail: Check = {
  id: 'unread-mail',
  ...words,
  advice: unreadMailAdvice,
  decisions: unreadMailDecisions,
  primary: ['mail-activity'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN mailUnused AND receiveCount > 0 THEN 'non-compliant'
  WHEN NOT mailUnused OR (mailUnused AND receiveCount = 0) THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'receivedCount',
      kind: 'integer',
      label: { fr: 'Messages reçus en 180 jours', en: 'Messages received in 180 days' },
      sql: 'receiveCount',
    },
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
  ],
  worstFirst: '(NOT physician, -receiveCount)',
  facts: {
    received: {
      label: {
        fr: 'Messages reçus en 180 jours par ces comptes courriels',
        en: 'Messages received in 180 days by these mailboxes',
      },
      sql: `CASE WHEN count(receiveCount) > 0
            THEN coalesce(sum(receiveCount) FILTER (WHERE verdict = 'non-compliant'), 0)::BIGINT END`,
    },
  },
};
