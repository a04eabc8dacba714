import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { UsageReport } from '../report-table.ts';
import { collectUsageReport, SHARING_COLUMNS } from '../usage-report.ts';

/** What is read of the usage report of SharePoint. */
export const SHAREPOINT_ACTIVITY: UsageReport<'sharepoint-activity'> = {
  source: 'sharepoint-activity',
  name: 'getSharePointActivityUserDetail',
  columns: SHARING_COLUMNS,
};

/** Files that each account worked on and shared on SharePoint sites, from the usage report of its activity. */
export const sharePointActivity: Collector = {
  id: 'sharepoint-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, SHAREPOINT_ACTIVITY),
};
