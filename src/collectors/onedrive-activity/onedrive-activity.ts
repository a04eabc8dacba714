import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import { collectUsageReport, SHARING_COLUMNS } from '../usage-report.ts';

/** Files that each account worked on and shared in OneDrive, from the usage report of its activity. */
export const oneDriveActivity: Collector = {
  id: 'onedrive-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) =>
    collectUsageReport(context, {
      source: 'onedrive-activity',
      name: 'getOneDriveActivityUserDetail',
      columns: SHARING_COLUMNS,
    }),
};
