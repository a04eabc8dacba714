import { identifier } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { isUsable } from './source-use.ts';

/** Service ids of the situation, and their columns in the service activity report. */
export const SERVICE_COLUMNS = [
  { service: 'exchange', column: 'exchange' },
  { service: 'onedrive', column: 'onedrive' },
  { service: 'sharepoint', column: 'sharepoint' },
  { service: 'teams', column: 'teams' },
  { service: 'viva-engage', column: 'vivaEngage' },
] as const;

/** The live rows of the three usage reports, one below the other, each with the `name` it bears. */
export function reportRows(manifest: SnapshotManifest): string {
  const services = SERVICE_COLUMNS.map(
    ({ column }) => `${column}Licensed, known_day(${column}LastActivityOn) AS ${column}LastActivityOn`,
  );
  const columns: [SourceId, string][] = [
    ['mail-activity', 'true AS mailReported, known_day(lastActivityOn) AS mailActivityOn, receiveCount'],
    [
      'mailbox-usage',
      'true AS usageReported, mailbox_kind(recipientType) AS usageKind, known_day(lastActivityOn) AS usageOn',
    ],
    ['service-activity', `true AS serviceReported, ${services.join(', ')}`],
  ];
  return columns
    .map(
      ([id, list]) => `SELECT lower(userPrincipalName) AS name, ${list} FROM ${identifier(id)}
      WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL AND ${String(isUsable(manifest, id))}`,
    )
    .join('\n    UNION ALL BY NAME\n    ');
}

/** One row per name that a report bears, with the account of that name, or none. */
export function reportedAccounts(names: string, rows: string): string {
  const services = SERVICE_COLUMNS.map(
    ({ column }) =>
      `bool_or(${column}Licensed) AS ${column}Licensed, max(${column}LastActivityOn) AS ${column}LastActivityOn`,
  );
  return `SELECT n.accountId, r.* EXCLUDE (name) FROM (
      SELECT name, bool_or(mailReported) AS mailReported, max(mailActivityOn) AS mailActivityOn,
        latest_number(receiveCount, mailActivityOn) AS receiveCount,
        bool_or(usageReported) AS usageReported, latest_text(usageKind, usageOn) AS usageKind,
        bool_or(serviceReported) AS serviceReported, ${services.join(',\n        ')}
      FROM (${rows}) GROUP BY name) r
    LEFT JOIN (${names}) n ON n.name = r.name`;
}
