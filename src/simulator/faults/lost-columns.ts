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
  ['onedrive-activity', 'getOneDriveActivityUserDetail'],
  ['sharepoint-activity', 'getSharePointActivityUserDetail'],
  ['forms-activity', 'getFormsUserActivityUserDetail'],
  ['service-counts', 'getOffice365ServicesUserCounts'],
] as const satisfies readonly (readonly [Source, UsageReport])[];

/** Without these nobody can tell whose row it is, or as of when. */
const OF_EVERY_REPORT = ['Report Refresh Date', 'User Principal Name', 'Is Deleted'];

const SERVICES = '(Exchange|OneDrive|SharePoint|Yammer|Teams)';
const SHARING = { source: /^(Last Activity Date|Shared Externally File Count)$/ };

/** Columns of each report without which the source is lost, and those that a fact beside its figures rests on. */
const LOSSES: Readonly<
  Record<(typeof REPORTS)[number][0], { readonly source?: RegExp; readonly fact?: RegExp }>
> = {
  'mail-activity': { source: /^Last Activity Date$/, fact: /^(Send|Receive|Read) Count$/ },
  'mailbox-usage': { fact: /^(Recipient Type|Created Date|Last Activity Date)$/ },
  'service-activity': { source: new RegExp(`^(Has ${SERVICES} License|${SERVICES} Last Activity Date)$`) },
  'onedrive-activity': SHARING,
  'sharepoint-activity': SHARING,
  'forms-activity': { source: /^Last Activity Date$/ },
  'service-counts': { source: new RegExp(`^${SERVICES} (Active|Inactive)$`) },
};

export function lostColumns(tenant: Tenant): LostColumn[] {
  const missing = tenant.overrides.reportColumns?.missing ?? [];
  return REPORTS.flatMap(([source, report]) => {
    const documented = usageReportHeader({ ...tenant, overrides: {} }, report)
      .split(',')
      .map((column) => column.trim());
    const lost = documented.filter((column) => missing.includes(column));
    return lost.map((column) => ({ source, column, loses: lossOf(source, column) }));
  });
}

function lossOf(source: (typeof REPORTS)[number][0], column: string): LostColumn['loses'] {
  const { source: ofSource, fact } = LOSSES[source];
  if (OF_EVERY_REPORT.includes(column) || ofSource?.test(column) === true) return 'source';
  return fact?.test(column) === true ? 'fact' : 'nothing';
}
