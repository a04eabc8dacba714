import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { UsageReport } from '../report-table.ts';
import { collectUsageReport, COMMON_COLUMNS } from '../usage-report.ts';

/** What is read of the usage report of e-mail activity. */
export const MAIL_ACTIVITY: UsageReport<'mail-activity'> = {
  source: 'mail-activity',
  name: 'getEmailActivityUserDetail',
  columns: {
    ...COMMON_COLUMNS,
    lastActivityOn: { headers: ['Last Activity Date'], kind: 'day' },
    sendCount: { headers: ['Send Count'], kind: 'count', optional: true },
    receiveCount: { headers: ['Receive Count'], kind: 'count', optional: true },
    readCount: { headers: ['Read Count'], kind: 'count', optional: true },
  },
};

/** Mail read, sent and received by each account, from the usage report of e-mail activity. */
export const mailActivity: Collector = {
  id: 'mail-activity',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, MAIL_ACTIVITY),
};
