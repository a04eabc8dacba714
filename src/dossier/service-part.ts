import type { DossierPart } from './part.ts';

/** Service ids of the situation, and their columns in the active users report. */
export const SERVICE_COLUMNS = [
  { service: 'exchange', column: 'exchange' },
  { service: 'onedrive', column: 'onedrive' },
  { service: 'sharepoint', column: 'sharepoint' },
  { service: 'teams', column: 'teams' },
  { service: 'viva-engage', column: 'vivaEngage' },
] as const;

const gathered = SERVICE_COLUMNS.flatMap(({ column }) => [
  `bool_or(${column}Licensed) AS ${column}Licensed`,
  `max(${column}LastActivityOn) AS ${column}LastActivityOn`,
]);

export const servicePart: DossierPart = {
  named: [
    {
      source: 'service-activity',
      select: `SELECT lower(userPrincipalName) AS name, true AS serviceReported,
          ${SERVICE_COLUMNS.map(
            ({ column }) =>
              `${column}Licensed, known_day(${column}LastActivityOn) AS ${column}LastActivityOn`,
          ).join(', ')}
        FROM "service-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
  ],
  byName: ['bool_or(serviceReported) AS serviceReported', ...gathered],
  byAccount: ['bool_or(serviceReported) AS serviceReported', ...gathered],
  columns: [
    'coalesce(serviceReported, false) AS serviceReported',
    ...SERVICE_COLUMNS.flatMap(({ column }) => [`${column}Licensed`, `${column}LastActivityOn`]),
  ],
};
