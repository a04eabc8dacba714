import { LIVE, type Staging } from './staging.ts';

/** Service ids of the situation, and their columns in the active users report. */
export const SERVICE_COLUMNS = [
  { service: 'exchange', column: 'exchange' },
  { service: 'onedrive', column: 'onedrive' },
  { service: 'sharepoint', column: 'sharepoint' },
  { service: 'teams', column: 'teams' },
  { service: 'viva-engage', column: 'vivaEngage' },
] as const;

/** Per service, whether the account is licensed for it and its last activity. */
export const stgServices: Staging = {
  name: 'stg_services',
  reads: [
    {
      name: 'src_service_activity',
      source: 'service-activity',
      by: 'name',
      select: `SELECT lower(userPrincipalName) AS name, ${SERVICE_COLUMNS.map(
        ({ column }) => `${column}Licensed, ${column}LastActivityOn`,
      ).join(', ')}
        FROM "service-activity" WHERE ${LIVE} AND userPrincipalName IS NOT NULL`,
    },
  ],
  sql: `SELECT accountId, true AS serviceReported,
      ${SERVICE_COLUMNS.map(
        ({ column }) =>
          `bool_or(${column}Licensed) AS ${column}Licensed, known_day(max(${column}LastActivityOn)) AS ${column}LastActivityOn`,
      ).join(',\n      ')}
    FROM src_service_activity GROUP BY accountId`,
};
