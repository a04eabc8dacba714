import type { Tenant } from '../tenant/tenant.ts';
import { usageReportHeader, type UsageReport } from '../wire/usage-report-csv.ts';
import type { Source } from './source.ts';

/** A column that a usage report lacks. */
export interface LostColumn {
  readonly source: Source;
  readonly column: string;
  /** What a reader loses: the whole source, a fact beside its figures, or nothing that counts. */
  readonly loses: 'source' | 'fact' | 'nothing';
}

const REPORTS = [
  ['mail-activity', 'getEmailActivityUserDetail'],
  ['mailbox-usage', 'getMailboxUsageDetail'],
  ['service-activity', 'getOffice365ActiveUserDetail'],
] as const satisfies readonly (readonly [Source, UsageReport])[];

/** Without these nobody can tell whose row it is, or as of when. */
const OF_EVERY_REPORT = ['Report Refresh Date', 'User Principal Name', 'Is Deleted'];

const COUNTED_SERVICES = ['Exchange', 'OneDrive', 'SharePoint', 'Yammer', 'Teams'];

export function lostColumns(tenant: Tenant): LostColumn[] {
  const missing = tenant.overrides.reportColumns?.missing ?? [];
  return REPORTS.flatMap(([source, report]) => {
    const documented = usageReportHeader({ ...tenant, overrides: {} }, report).split(',');
    const lost = documented.filter((column) => missing.includes(column));
    return lost.map((column) => ({ source, column, loses: lossOf(source, column) }));
  });
}

function lossOf(source: (typeof REPORTS)[number][0], column: string): LostColumn['loses'] {
  if (OF_EVERY_REPORT.includes(column)) return 'source';
  switch (source) {
    case 'mail-activity':
      if (column === 'Last Activity Date') return 'source';
      return /^(Send|Receive|Read) Count$/.test(column) ? 'fact' : 'nothing';
    case 'mailbox-usage':
      return /^(Recipient Type|Created Date|Last Activity Date)$/.test(column) ? 'fact' : 'nothing';
    case 'service-activity': {
      const counted = COUNTED_SERVICES.some(
        (service) => column === `Has ${service} License` || column === `${service} Last Activity Date`,
      );
      return counted ? 'source' : 'nothing';
    }
  }
}
