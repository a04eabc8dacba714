import type { Permission } from '../tenant/tenant.ts';
import { USAGE_REPORTS, type UsageReport } from '../wire/usage-report-csv.ts';
import { badRequest, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { refuseOptions } from './target.ts';

const PERIODS: ReadonlyMap<string, number> = new Map([
  ['D7', 7],
  ['D30', 30],
  ['D90', 90],
  ['D180', 180],
]);

const PERMISSIONS: Readonly<Record<UsageReport, Permission>> = {
  getEmailActivityUserDetail: 'mail-activity',
  getMailboxUsageDetail: 'mailbox-usage',
  getOffice365ActiveUserDetail: 'service-activity',
  getOneDriveActivityUserDetail: 'onedrive-activity',
  getSharePointActivityUserDetail: 'sharepoint-activity',
  getFormsUserActivityUserDetail: 'forms-activity',
  getOffice365ServicesUserCounts: 'service-counts',
};

/** Reports that v1.0 does not have. */
const BETA_ONLY: readonly UsageReport[] = ['getFormsUserActivityUserDetail'];

/** GET /reports/<name>(period='D180'): a redirect to a download that wants no token. */
export function answerUsageReport(context: GraphContext, request: GraphRequest): Answer {
  const report = reportOf(request);
  if (report === null || BETA_ONLY.includes(report)) return unknownSegment(request.segments[1] ?? '');
  if (request.query.size > 0) return badRequest('Query options are not supported for this report.');
  return redirectToDownload(context, request, report);
}

/** GET /beta/reports/<name>(period='D180'), of the reports that are there alone; as CSV. */
export function answerBetaUsageReport(context: GraphContext, request: GraphRequest): Answer {
  const report = reportOf(request);
  if (report === null || !BETA_ONLY.includes(report)) return unknownSegment(request.segments[1] ?? '');
  const format = request.query.get('$format') ?? 'text/csv';
  if (format !== 'text/csv') return badRequest(`The format '${format}' is not supported for this report.`);
  return refuseOptions(request.query, ['$format']) ?? redirectToDownload(context, request, report);
}

const CALL = /^(\w+)\(period='(\w+)'\)$/;

/** The report that a request names, whatever its period; null for none. */
function reportOf({ segments }: GraphRequest): UsageReport | null {
  const call = segments[1] ?? '';
  if (segments.length > 2) return null;
  const wanted = CALL.exec(call)?.[1] ?? call.split('(')[0];
  return USAGE_REPORTS.find((name) => name === wanted) ?? null;
}

function redirectToDownload(context: GraphContext, request: GraphRequest, report: UsageReport): Answer {
  const period = PERIODS.get(CALL.exec(request.segments[1] ?? '')?.[2] ?? '');
  if (period === undefined)
    return badRequest("Invalid value for parameter period: must be one of 'D7', 'D30', 'D90', 'D180'.");
  const barred = refusal(context, PERMISSIONS[report]) ?? throttled(context, report);
  if (barred !== null) return barred;
  return {
    status: 302,
    headers: { 'content-type': 'text/plain', location: context.downloadUrl(report, period) },
    body: '',
  };
}
