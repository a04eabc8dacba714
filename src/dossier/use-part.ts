import type { DossierPart } from './part.ts';

/** Of the rules of unused mailboxes and of inactive sign-ins; both applied to any account. */
const N = `getvariable('inactiveAfterDays')`;

/** Whether the mailbox, and the account, are unused; null where it is not known. And the enrolments that the account is in. */
export const usePart: DossierPart = {
  rows: [
    {
      source: 'group-members',
      select: `SELECT accountId, list_transform(
          list_filter(generate_series(1, len(getvariable('enrolmentGroups'))), lambda i: getvariable('enrolmentGroups')[i] = groupRef),
          lambda i: getvariable('enrolmentIds')[i]) AS enrolledIn
        FROM "group-members" WHERE list_contains(getvariable('enrolmentGroups'), groupRef)`,
    },
  ],
  byAccount: [
    'list_sort(list_distinct(flatten(list(enrolledIn) FILTER (enrolledIn IS NOT NULL)))) AS enrolledIn',
  ],
  columns: [
    `CASE WHEN NOT list_contains(getvariable('usableSources'), 'mail-activity') THEN NULL
      WHEN daysWithoutMail > ${N} THEN true
      WHEN daysWithoutMail IS NOT NULL OR ageAtMailReport <= ${N} THEN false
      WHEN mailReported THEN true END AS mailUnused`,
    `CASE WHEN signInRead IS NOT TRUE THEN NULL
      WHEN daysWithoutSignIn > ${N} THEN true
      WHEN daysWithoutSignIn IS NOT NULL OR ageAtCollection <= ${N} THEN false
      ELSE true END AS signInUnused`,
    'coalesce(enrolledIn, []) AS enrolments',
  ],
};
