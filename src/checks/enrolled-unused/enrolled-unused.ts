import type { Check } from '../check.ts';
import { enrolledUnusedAdvice } from './advice.ts';
import { enrolledUnusedWords as words } from './words.ts';

/** Physicians enrolled in a service of the config whose mailbox nobody uses. */
export const enrolledUnused: Check = {
  id: 'enrolled-unused',
  ...words,
  advice: enrolledUnusedAdvice,
  primary: ['mail-activity', 'group-members'],
  // Where not every group was read, a physician found in none may still be enrolled.
  population: `physician AND personalMailbox AND (len(enrolments) > 0 OR NOT known().enrolmentsKnown)`,
  verdict: `CASE
  WHEN len(enrolments) = 0 THEN 'undetermined'
  WHEN mailUnused THEN 'non-compliant'
  WHEN NOT mailUnused THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'enrolments',
      kind: 'text',
      label: { fr: 'Services', en: 'Services' },
      sql: `array_to_string(enrolments, '; ')`,
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
  facts: {},
};
