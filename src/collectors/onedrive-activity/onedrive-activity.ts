import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { UsageReport } from '../report-table.ts';
import { collectUsageReport, SHARING_COLUMNS } from '../usage-report.ts';

/** What is read of the usage report of OneDrive. */
export const ONEDRIVE_ACTIVITY: UsageReport<'onedrive-activity'> = {
  source: 'onedrive-activity',
  name: 'getOneDriveActivityUserDetail',
  columns: SHARING_COLUMNS,
};

/** Files that each account worked on and shared in OneDrive, from the usage report of its activity. */
export const oneDriveActivity: Collector = {
  id: 'onedrive-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, ONEDRIVE_ACTIVITY),
};
