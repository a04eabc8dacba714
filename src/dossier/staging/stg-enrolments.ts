import type { Staging } from './staging.ts';

/** The enrolments of the config whose group the account is in. Several may share a group. */
export const stgEnrolments: Staging = {
  name: 'stg_enrolments',
  reads: [
    {
      name: 'src_enrolled',
      source: 'group-members',
      by: 'accountId',
      select: `SELECT accountId, list_transform(list_filter(known().enrolments, lambda e: e."group" = groupRef), lambda e: e.id) AS ids
        FROM "group-members" WHERE len(list_filter(known().enrolments, lambda e: e."group" = groupRef)) > 0`,
    },
  ],
  sql: `SELECT accountId, list_sort(list_distinct(flatten(list(ids)))) AS enrolledIn FROM src_enrolled GROUP BY accountId`,
};
