import { isThing, type Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { formsActivity } from './forms-report.ts';
import { assignedProducts } from './plans-json.ts';
import { columnsChanger } from './report-columns.ts';
import { beginning, dayOf, type Bearer, type Report } from './report-row.ts';
import { SERVICE_COUNTS_HEADER, serviceCountsRow } from './service-counts.ts';
import { onedriveActivity, sharepointActivity } from './sharing-report.ts';

export const USAGE_REPORTS = [
  'getEmailActivityUserDetail',
  'getMailboxUsageDetail',
  'getOffice365ActiveUserDetail',
  'getOneDriveActivityUserDetail',
  'getSharePointActivityUserDetail',
  'getFormsUserActivityUserDetail',
  'getOffice365ServicesUserCounts',
] as const;
export type UsageReport = (typeof USAGE_REPORTS)[number];

const CHUNK = 65_536;

/**
 * A usage report as CSV text, in chunks of about 64 KB: byte order mark, CRLF, names quoted where they must be.
 * `period` is 7, 30, 90 or 180 days.
 */
export function* usageReportCsv(tenant: Tenant, name: UsageReport, period: number): Generator<string> {
  const mark = tenant.overrides.byteOrderMark === false ? '' : '\uFEFF';
  if (name === 'getOffice365ServicesUserCounts') {
    yield mark + serviceCounts(tenant, period);
    return;
  }
  const report = withColumns(tenant, REPORTS[name]);
  let chunk = `${mark}${report.header(tenant)}\r\n`;
  for (const account of tenant.accounts()) {
    chunk += accountRows(tenant, report, account, period);
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  for (let i = 0; i < tenant.spec.decoys.deletedReportRows; i += 1) {
    chunk += report.row(tenant, tenant.accountAt(i % tenant.size), departed(tenant, i), period);
  }
  yield chunk;
}

/** The documented header of a report, whatever the tenant's override does to it. */
export function usageReportHeader(tenant: Tenant, name: UsageReport): string {
  return name === 'getOffice365ServicesUserCounts' ? SERVICE_COUNTS_HEADER : REPORTS[name].header(tenant);
}

function serviceCounts(tenant: Tenant, period: number): string {
  const { reportColumns } = tenant.overrides;
  const lines = [SERVICE_COUNTS_HEADER, serviceCountsRow(tenant, period)];
  if (reportColumns === undefined) return lines.map((line) => `${line}\r\n`).join('');
  const change = columnsChanger(SERVICE_COUNTS_HEADER, reportColumns);
  return lines.map((line) => `${change(line)}\r\n`).join('');
}

/** The report with the columns that the tenant's override asks for. */
function withColumns(tenant: Tenant, report: Report): Report {
  const { reportColumns } = tenant.overrides;
  if (reportColumns === undefined) return report;
  const change = columnsChanger(report.header(tenant), reportColumns);
  return {
    ...report,
    header: () => change(report.header(tenant)),
    row: (...of) => `${change(report.row(...of).slice(0, -2))}\r\n`,
  };
}

function accountRows(tenant: Tenant, report: Report, account: Account, period: number): string {
  const covered = report.covers(tenant, account);
  if (!covered && !report.tellsDeleted) return '';
  const { otherCase, deletedTwin } = tenant.directoryOf(account);
  if (!covered && !deletedTwin) return '';
  const { userPrincipalName, displayName } = tenant.identityOf(account);
  const { lastAge, stage } = tenant.mailOf(account);
  const own = { userPrincipalName, displayName, deleted: false, lastAge };
  if (stage === 'renamed') {
    if (!covered) return '';
    const former = {
      ...own,
      userPrincipalName: `ancien-nom-${userPrincipalName}`,
      lastAge: account.noise % 60,
    };
    return report.row(tenant, account, former, period);
  }
  const live = otherCase ? { ...own, userPrincipalName: otherCaseOf(userPrincipalName, account.noise) } : own;
  const row = covered ? report.row(tenant, account, live, period) : '';
  if (!deletedTwin || !report.tellsDeleted) return row;
  const twin = { ...own, deleted: true, lastAge: lastAge === null || lastAge > 90 ? 1 : 170 };
  const gone = report.row(tenant, account, twin, period);
  return account.noise % 2 === 0 ? gone + row : row + gone;
}

function departed(tenant: Tenant, i: number): Bearer {
  return {
    userPrincipalName: `parti.compte${i + 1}@${tenant.spec.mailDomain}`,
    displayName: `Compte parti ${i + 1}`,
    deleted: true,
    lastAge: i % 180,
  };
}

function otherCaseOf(upn: string, noise: number): string {
  return noise % 2 === 0 ? upn.toUpperCase() : upn.replace(/(^|[.-])[a-z]/g, (start) => start.toUpperCase());
}

const emailActivity: Report = {
  header: () =>
    'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period',
  covers: (_, { segment }) => segment.kind === 'mailbox' || segment.kind === 'shared-licensed',
  tellsDeleted: true,
  row(tenant, account, bearer, period) {
    const { sendCount, receiveCount, readCount } = tenant.mailOf(account);
    const products = assignedProducts(tenant.plansOf(account));
    return `${beginning(tenant, bearer)},${dayOf(tenant, bearer.lastAge)},${sendCount},${receiveCount},${readCount},0,0,${products},${period}\r\n`;
  },
};

const mailboxUsage: Report = {
  header: ({ overrides }) =>
    `Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),Has Archive,${overrides.recipientType === 'absent' ? '' : 'Recipient Type,'}Report Period`,
  covers: (_, { segment: { kind } }) => kind === 'mailbox' || isThing(kind),
  tellsDeleted: true,
  row(tenant, account, bearer, period) {
    const { noise } = account;
    const items = noise % 20_000;
    const created = dayOf(tenant, tenant.mailOf(account).mailboxAge);
    return `${beginning(tenant, bearer)},${created},${dayOf(tenant, bearer.lastAge)},${items},${items * 31_337},105226698752,106300440576,107374182400,${noise % 90},${(noise % 90) * 9_001},32212254720,False,${recipientTypeCell(tenant, account)}${period}\r\n`;
  },
};

function recipientTypeCell(tenant: Tenant, { segment: { kind } }: Account): string {
  const { recipientType = 'short' } = tenant.overrides;
  if (recipientType === 'absent') return '';
  const type =
    kind === 'room' ? 'Room' : kind === 'equipment' ? 'Equipment' : isThing(kind) ? 'Shared' : 'User';
  return recipientType === 'long' ? `${type}Mailbox,` : `${type},`;
}

const activeUsers: Report = {
  header: () =>
    'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has OneDrive License,Has SharePoint License,Has Skype For Business License,Has Yammer License,Has Teams License,Exchange Last Activity Date,OneDrive Last Activity Date,SharePoint Last Activity Date,Skype For Business Last Activity Date,Yammer Last Activity Date,Teams Last Activity Date,Exchange License Assign Date,OneDrive License Assign Date,SharePoint License Assign Date,Skype For Business License Assign Date,Yammer License Assign Date,Teams License Assign Date,Assigned Products',
  covers: (tenant, account) => account.segment.kind === 'mailbox' || tenant.servicesOf(account).reported,
  tellsDeleted: true,
  row(tenant, account, bearer) {
    const { exchange, onedrive, sharepoint, teams, vivaEngage } = tenant.servicesOf(account);
    const has = ({ licensed }: { licensed: boolean }): string => (licensed ? 'True' : 'False');
    const last = ({ lastAge }: { lastAge: number | null }): string => dayOf(tenant, lastAge);
    const assigned = tenant.calendar.reportDay(400);
    const since = ({ licensed }: { licensed: boolean }): string => (licensed ? assigned : '');
    const products = assignedProducts(tenant.plansOf(account));
    return (
      `${beginning(tenant, bearer)},${has(exchange)},${has(onedrive)},${has(sharepoint)},False,${has(vivaEngage)},${has(teams)}` +
      `,${last(exchange)},${last(onedrive)},${last(sharepoint)},,${last(vivaEngage)},${last(teams)}` +
      `,${since(exchange)},${since(onedrive)},${since(sharepoint)},,${since(vivaEngage)},${since(teams)},${products}\r\n`
    );
  },
};

const REPORTS: Readonly<Record<Exclude<UsageReport, 'getOffice365ServicesUserCounts'>, Report>> = {
  getEmailActivityUserDetail: emailActivity,
  getMailboxUsageDetail: mailboxUsage,
  getOffice365ActiveUserDetail: activeUsers,
  getOneDriveActivityUserDetail: onedriveActivity,
  getSharePointActivityUserDetail: sharepointActivity,
  getFormsUserActivityUserDetail: formsActivity,
};
