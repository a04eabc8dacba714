import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphClient } from './client.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import { isTransientStatus, retryDelayMs } from './retry.ts';
import { NetworkFailure } from './transport.ts';

export type UsageReportName =
  'getEmailActivityUserDetail' | 'getMailboxUsageDetail' | 'getOffice365ActiveUserDetail';

/**
 * Downloads a usage report for 180 days, as it comes, to `file`: Graph answers 302 to a pre-authenticated
 * address, good for minutes and fetched without a token, so a broken download starts again from Graph.
 * `check` looks at the file and throws `GraphFailure` (malformed) for one that a new download may mend.
 */
export async function downloadUsageReport(
  client: GraphClient,
  name: UsageReportName,
  file: string,
  check: (file: string) => Promise<void>,
): Promise<void> {
  const startedAt = Date.now();
  const path = `/reports/${name}(period='D180')`;
  for (let attempt = 1; ; attempt += 1) {
    const failure = await tryDownload(client, path, file, check);
    if (failure === null) return;
    const nowMs = Date.now();
    const delayMs = retryDelayMs({ attempt, retryAfter: null, nowMs, random: client.random() });
    const forGood = failure.kind !== 'gave-up' && attempt >= 3;
    if (forGood || nowMs + delayMs - startedAt > client.giveUpAfterMs) throw failure;
    await sleep(delayMs, undefined, { signal: client.signal });
  }
}

/** Null when the file is whole; a failure that another try may mend; throws what none can. */
async function tryDownload(
  client: GraphClient,
  path: string,
  file: string,
  check: (file: string) => Promise<void>,
): Promise<GraphFailure | null> {
  const location = await locationOf(client, path);
  try {
    const { status } = await client.download(location, file);
    if (status !== 200) return downloadFailure(path, status, 'ReportDownload');
    await check(file);
    return null;
  } catch (error) {
    if (error instanceof NetworkFailure) return downloadFailure(path, 0, error.code);
    if (error instanceof GraphFailure && error.kind === 'malformed') return error;
    throw error;
  }
}

async function locationOf(client: GraphClient, path: string): Promise<string> {
  const answer = await client.get(path, { limit: 'reports' });
  const location = answer.headers.get('location') ?? '';
  if (answer.status === 302 && URL.canParse(location) && new URL(location).protocol === 'https:')
    return location;
  throw new GraphFailure({
    kind: 'malformed',
    request: describeRequest('GET', `${client.origin}/v1.0${path}`),
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
