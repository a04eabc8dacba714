import type { Staging } from './staging.ts';

/** The last activity in Forms, of a beta report. */
export const stgForms: Staging = {
  name: 'stg_forms',
  reads: [
    {
      name: 'src_forms_activity',
      source: 'forms-activity',
      by: 'name',
      select: `SELECT lower(userPrincipalName) AS name, known_day(lastActivityOn) AS activeOn
        FROM "forms-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
  ],
  sql: `SELECT accountId, max(activeOn) AS formsLastActivityOn FROM src_forms_activity GROUP BY accountId`,
};
