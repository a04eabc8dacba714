import { FORMS_ACTIVITY } from '../../collectors/forms-activity/forms-activity.ts';
import { MAIL_ACTIVITY } from '../../collectors/mail-activity/mail-activity.ts';
import { MAILBOX_USAGE } from '../../collectors/mailbox-usage/mailbox-usage.ts';
import { ONEDRIVE_ACTIVITY } from '../../collectors/onedrive-activity/onedrive-activity.ts';
import type { ReportColumn, ReportTable } from '../../collectors/report-table.ts';
import { SERVICE_ACTIVITY } from '../../collectors/service-activity/service-activity.ts';
import { SERVICE_COUNTS } from '../../collectors/service-counts/service-counts.ts';
import { SHAREPOINT_ACTIVITY } from '../../collectors/sharepoint-activity/sharepoint-activity.ts';
import type { ExportColumn, ExportKind } from '../export-kind.ts';
import { PERIOD } from '../scan-export.ts';

/** The sources that a usage report of the Microsoft 365 admin centre tells of. */
export const REPORT_TABLES = {
  'mail-activity': MAIL_ACTIVITY,
  'mailbox-usage': MAILBOX_USAGE,
  'service-activity': SERVICE_ACTIVITY,
  'onedrive-activity': ONEDRIVE_ACTIVITY,
  'sharepoint-activity': SHAREPOINT_ACTIVITY,
  'forms-activity': FORMS_ACTIVITY,
  'service-counts': SERVICE_COUNTS,
} as const satisfies Record<string, ReportTable>;

export type ReportSource = keyof typeof REPORT_TABLES;

/** What of a report tells which it is, and what no other has. */
const MARKS: Readonly<Record<ReportSource, Pick<ExportKind, 'marks' | 'without'>>> = {
  'mail-activity': {
    marks: [['Send Count', 'Receive Count', 'Read Count'], ['Last Activity Date']],
    // Viva Engage counts what was read too.
    without: ['Posted Count', 'Liked Count'],
  },
  'mailbox-usage': {
    marks: [['Storage Used (Byte)', 'Prohibit Send Quota (Byte)', 'Item Count']],
    without: ['Site URL'],
  },
  'service-activity': { marks: [['Has Exchange License', 'Exchange Last Activity Date']], without: [] },
  'onedrive-activity': {
    marks: [['Shared Externally File Count'], ['Last Activity Date']],
    without: ['Visited Page Count', 'Site URL'],
  },
  'sharepoint-activity': {
    marks: [['Shared Externally File Count'], ['Visited Page Count']],
    without: ['Site URL'],
  },
  'forms-activity': {
    marks: [['Responded Count', 'Created Count'], ['Last Activity Date']],
    without: ['Send Count'],
  },
  'service-counts': { marks: [['Exchange Active'], ['Exchange Inactive']], without: [] },
};

const REQUIRED: readonly string[] = ['refreshedOn', 'userPrincipalName', 'lastActivityOn'];

/** Of a service whose columns are missing, the tallies would say that nobody has it: the report of services is needed whole. */
function isRequired(source: ReportSource, name: string, { optional }: ReportColumn): boolean {
  return optional !== true && (source === 'service-activity' || REQUIRED.includes(name));
}

function kindOf(source: ReportSource): ExportKind {
  const table: ReportTable = REPORT_TABLES[source];
  const columns = Object.entries(table.columns).map(([name, column]): [string, ExportColumn] => [
    name,
    {
      headers: column.headers,
      kind: column.kind,
      ...(isRequired(source, name, column) ? { isRequired: true } : {}),
      ...(column.filled === true ? { isFilled: true } : {}),
    },
  ]);
  const period: ExportColumn = { headers: ['Report Period'], kind: 'count', isAside: true };
  return {
    ...{ id: source, source },
    columns: { ...Object.fromEntries(columns), [PERIOD]: period },
    ...MARKS[source],
  };
}

export const REPORT_KINDS: readonly ExportKind[] = [
  kindOf('mail-activity'),
  kindOf('mailbox-usage'),
  kindOf('service-activity'),
  kindOf('onedrive-activity'),
  kindOf('sharepoint-activity'),
  kindOf('forms-activity'),
  kindOf('service-counts'),
];
