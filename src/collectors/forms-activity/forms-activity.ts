import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { UsageReport } from '../report-table.ts';
import { collectUsageReport, COMMON_COLUMNS } from '../usage-report.ts';

/** What is read of the usage report of Forms. */
export const FORMS_ACTIVITY: UsageReport<'forms-activity'> = {
  source: 'forms-activity',
  name: 'getFormsUserActivityUserDetail',
  columns: {
    ...COMMON_COLUMNS,
    // The documented report does not tell which accounts are deleted.
    isDeleted: { ...COMMON_COLUMNS.isDeleted, optional: true },
    lastActivityOn: { headers: ['Last Activity Date'], kind: 'day' },
    createdCount: { headers: ['Created Count'], kind: 'count', optional: true },
    respondedCount: { headers: ['Responded Count'], kind: 'count', optional: true },
  },
};

/** Last activity of each account in Forms, from a usage report that only the beta of Graph has. */
export const formsActivity: Collector = {
  id: 'forms-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, FORMS_ACTIVITY),
};
