import type { GraphClient } from './client.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import { failureOf } from './middleware.ts';
import { isTransientStatus, retryDelayMs } from './retry.ts';
import { pause } from './deadline.ts';
import { OVERSIZED } from './unusable-answer.ts';
import { NetworkFailure } from './transport.ts';

/** Every report that is asked for: the version of Graph that has it, and over how many days. */
const REPORTS = {
  getEmailActivityUserDetail: { version: 'v1.0', days: 180 },
  getMailboxUsageDetail: { version: 'v1.0', days: 180 },
  getOffice365ActiveUserDetail: { version: 'v1.0', days: 180 },
  getOneDriveActivityUserDetail: { version: 'v1.0', days: 180 },
  getSharePointActivityUserDetail: { version: 'v1.0', days: 180 },
  // Beta alone has it: https://learn.microsoft.com/graph/api/reportroot-getformsuseractivityuserdetail
  getFormsUserActivityUserDetail: { version: 'beta', days: 180 },
  getOffice365ServicesUserCounts: { version: 'v1.0', days: 90 },
} as const satisfies Record<string, { version: 'v1.0' | 'beta'; days: 90 | 180 }>;

export type UsageReportName = keyof typeof REPORTS;

/** Over how many days a report is asked for: its Report Period. */
export function daysOfReport(name: UsageReportName): number {
  return REPORTS[name].days;
}

/** The report's path, without its version: `/reports/…`. */
function pathOf(name: UsageReportName): string {
  return `/reports/${name}(period='D${daysOfReport(name)}')`;
}

/** Where a report is asked for, for messages: `/v1.0/reports/…`. */
export function nameOfReport(name: UsageReportName): string {
  return `/${REPORTS[name].version}/reports/${name}`;
}

/** What the client is asked for: a path of v1.0, or an address of beta, which answers CSV only if told. */
function addressOf(client: GraphClient, name: UsageReportName): string {
  const path = pathOf(name);
  return REPORTS[name].version === 'v1.0' ? path : `${client.origin}/beta${path}?$format=text/csv`;
}

/**
 * Downloads a usage report for its days, as it comes, to `file`: Graph answers 302 to a pre-authenticated
 * address, good for minutes and fetched without a token, so a broken download starts again from Graph.
 * `check` looks at the file and throws `GraphFailure` (malformed) for one that a new download may mend.
 */
export async function downloadUsageReport(
  client: GraphClient,
  name: UsageReportName,
  file: string,
  check: (file: string) => Promise<void>,
): Promise<void> {
  const path = pathOf(name);
  let endsAt = Infinity;
  const leftMs = (): number => Math.min(client.giveUpAfterMs, endsAt - performance.now());
  for (let attempt = 1; ; attempt += 1) {
    const location = await locationOf(client, name, leftMs());
    // As for any request, the budget begins with the first turn.
    if (attempt === 1) endsAt = performance.now() + client.giveUpAfterMs;
    const failure = await tryDownload(client, { path, location, file, budgetMs: leftMs() }, check);
    if (failure === null) return;
    const delayMs = retryDelayMs({ attempt, retryAfterMs: null, random: client.random() });
    const forGood = failure.kind !== 'gave-up' && attempt >= 3;
    if (forGood || delayMs > leftMs()) throw failure;
    await pause(delayMs, client.runEnd).catch((error: unknown) => {
      throw failureOf(error, `download of ${path}`);
    });
  }
}

interface Download {
  readonly path: string;
  readonly location: string;
  readonly file: string;
  readonly budgetMs: number;
}

/** Null when the file is whole; a failure that another try may mend; throws what none can. */
async function tryDownload(
  client: GraphClient,
  { path, location, file, budgetMs }: Download,
  check: (file: string) => Promise<void>,
): Promise<GraphFailure | null> {
  try {
    const { status } = await client.download(location, file, budgetMs);
    if (status !== 200) return downloadFailure(path, status, 'ReportDownload');
    await check(file);
    return null;
  } catch (error) {
    if (error instanceof NetworkFailure) return downloadFailure(path, 0, error.code);
    if (error instanceof GraphFailure && error.kind === 'malformed' && error.code !== OVERSIZED) return error;
    throw error;
  }
}

/** Whether a report may be had: Graph's redirect to it is the proof, and is not followed. Throws `GraphFailure`. */
export async function proveUsageReport(
  client: GraphClient,
  name: UsageReportName,
  budgetMs: number,
): Promise<void> {
  await locationOf(client, name, budgetMs);
}

async function locationOf(client: GraphClient, name: UsageReportName, budgetMs: number): Promise<string> {
  const address = addressOf(client, name);
  const answer = await client.get(address, { limit: 'reports', budgetMs });
  const location = answer.headers.get('location') ?? '';
  if (answer.status === 302 && URL.canParse(location) && new URL(location).protocol === 'https:')
    return location;
  throw new GraphFailure({
    kind: 'malformed',
    request: describeRequest('GET', address.startsWith('/') ? `${client.origin}/v1.0${address}` : address),
    status: answer.status,
    code: 'NoDownload',
    message: 'a usage report is answered by a redirect to its https download, and this was not',
  });
}

function downloadFailure(path: string, status: number, code: string): GraphFailure {
  const kind = status === 0 || isTransientStatus(status) ? 'gave-up' : 'rejected';
  return new GraphFailure({
    kind,
    request: `download of ${path}`,
    status,
    code,
    message: 'the download of the report did not end well',
  });
}
