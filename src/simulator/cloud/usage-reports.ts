import type { Permission } from '../tenant/tenant.ts';
import { USAGE_REPORTS, type UsageReport } from '../wire/usage-report-csv.ts';
import { badRequest, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment, type GraphContext, type GraphRequest } from './graph.ts';

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
};

/** GET /reports/<name>(period='D180'): a redirect to a download that wants no token. */
export function answerUsageReport(context: GraphContext, request: GraphRequest): Answer {
  const call = request.segments[1] ?? '';
  const match = /^(\w+)\(period='(\w+)'\)$/.exec(call);
  const report = USAGE_REPORTS.find((name) => name === (match?.[1] ?? call.split('(')[0]));
  if (report === undefined || request.segments.length > 2) return unknownSegment(call);
  const period = PERIODS.get(match?.[2] ?? '');
  if (period === undefined)
    return badRequest("Invalid value for parameter period: must be one of 'D7', 'D30', 'D90', 'D180'.");
  if (request.query.size > 0) return badRequest('Query options are not supported for this report.');
  const barred = refusal(context, PERMISSIONS[report]) ?? throttled(context, report);
  if (barred !== null) return barred;
  return {
    status: 302,
    headers: { 'content-type': 'text/plain', location: context.downloadUrl(report, period) },
    body: '',
  };
}
