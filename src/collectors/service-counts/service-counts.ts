import { graphPermissions } from '../../grants/grant.ts';
import { literal } from '../../duckdb/duckdb.ts';
import type { Collector } from '../collector.ts';
import type { ReportColumn, ReportTable } from '../report-table.ts';
import { collectReport, COMMON_COLUMNS } from '../usage-report.ts';

const SERVICES = [
  { id: 'exchange', names: ['Exchange'] },
  { id: 'onedrive', names: ['OneDrive'] },
  { id: 'sharepoint', names: ['SharePoint'] },
  { id: 'teams', names: ['Teams'] },
  // The service is called Viva Engage now; the report still says Yammer.
  { id: 'viva-engage', names: ['Yammer', 'Viva Engage'] },
] as const;

/** What is read of the usage report of the tenant's totals. */
export const SERVICE_COUNTS: ReportTable = {
  name: 'getOffice365ServicesUserCounts',
  columns: {
    refreshedOn: COMMON_COLUMNS.refreshedOn,
    ...Object.fromEntries(
      SERVICES.flatMap(({ id, names }): [string, ReportColumn][] => [
        [`${id} active`, total(names, 'Active')],
        [`${id} inactive`, total(names, 'Inactive')],
      ]),
    ),
  },
  rows: perService,
};

/** The tenant's own totals: how many accounts were active in each service within 90 days, as Microsoft counts them. */
export const serviceCounts: Collector = {
  id: 'service-counts',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectReport(context, 'service-counts', SERVICE_COUNTS),
};

function total(names: readonly string[], state: 'Active' | 'Inactive'): ReportColumn {
  return { headers: names.map((name) => `${name} ${state}`), kind: 'count' };
}

/** The report has one row with all services; a service that it does not tell of has none. */
function perService(report: string): string {
  const rows = SERVICES.map(
    ({ id }) => `{service: ${literal(id)}, active: "${id} active", inactive: "${id} inactive"}`,
  );
  return `SELECT refreshedOn, total.service AS service, total.active AS active, total.inactive AS inactive
    FROM (SELECT refreshedOn, unnest([${rows.join(', ')}]) AS total
      FROM (SELECT * FROM (${report}) QUALIFY row_number() OVER (ORDER BY refreshedOn DESC) = 1))
    WHERE total.active IS NOT NULL OR total.inactive IS NOT NULL`;
}
