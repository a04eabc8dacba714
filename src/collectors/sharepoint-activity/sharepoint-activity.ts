import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import { collectUsageReport, SHARING_COLUMNS } from '../usage-report.ts';

/** Files that each account worked on and shared on SharePoint sites, from the usage report of its activity. */
export const sharePointActivity: Collector = {
  id: 'sharepoint-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) =>
    collectUsageReport(context, {
      source: 'sharepoint-activity',
      name: 'getSharePointActivityUserDetail',
      columns: SHARING_COLUMNS,
    }),
};
