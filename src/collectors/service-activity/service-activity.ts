import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { ReportColumn, UsageReport } from '../report-table.ts';
import { collectUsageReport, COMMON_COLUMNS } from '../usage-report.ts';

function licence(...services: string[]): ReportColumn {
  return { headers: services.map((service) => `Has ${service} License`), kind: 'flag' };
}

function activity(...services: string[]): ReportColumn {
  return { headers: services.map((service) => `${service} Last Activity Date`), kind: 'day' };
}

/** What is read of the usage report of active users. */
export const SERVICE_ACTIVITY: UsageReport<'service-activity'> = {
  source: 'service-activity',
  name: 'getOffice365ActiveUserDetail',
  columns: {
    ...COMMON_COLUMNS,
    exchangeLicensed: licence('Exchange'),
    exchangeLastActivityOn: activity('Exchange'),
    onedriveLicensed: licence('OneDrive'),
    onedriveLastActivityOn: activity('OneDrive'),
    sharepointLicensed: licence('SharePoint'),
    sharepointLastActivityOn: activity('SharePoint'),
    teamsLicensed: licence('Teams'),
    teamsLastActivityOn: activity('Teams'),
    // The service is called Viva Engage now; the report still says Yammer.
    vivaEngageLicensed: licence('Yammer', 'Viva Engage'),
    vivaEngageLastActivityOn: activity('Yammer', 'Viva Engage'),
  },
};

/** Licence and last activity of each account in each service, from the usage report of active users. */
export const serviceActivity: Collector = {
  id: 'service-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, SERVICE_ACTIVITY),
};
