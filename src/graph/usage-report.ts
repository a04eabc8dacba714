import type { GraphClient } from './client.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import { failureOf } from './middleware.ts';
import { isTransientStatus, retryDelayMs } from './retry.ts';
import { pause } from './time-bound.ts';
import { NetworkFailure, OVERSIZED } from './transport.ts';

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
  const path = `/reports/${name}(period='D180')`;
  let endsAt = Infinity;
  const leftMs = (): number => Math.min(client.giveUpAfterMs, endsAt - Date.now());
  for (let attempt = 1; ; attempt += 1) {
    const location = await locationOf(client, path, leftMs());
    // As for any request, the budget begins with the first turn.
    if (attempt === 1) endsAt = Date.now() + client.giveUpAfterMs;
    const failure = await tryDownload(client, { path, location, file, budgetMs: leftMs() }, check);
    if (failure === null) return;
    const nowMs = Date.now();
    const delayMs = retryDelayMs({ attempt, retryAfter: null, nowMs, random: client.random() });
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

async function locationOf(client: GraphClient, path: string, budgetMs: number): Promise<string> {
  const answer = await client.get(path, { limit: 'reports', budgetMs });
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
