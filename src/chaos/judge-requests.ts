import { isTransient, isWalking } from '../simulator/faults/fault-kinds.ts';
import type { LoggedRequest } from '../simulator/simulator.ts';
import type { Evidence, Judgement } from './evidence.ts';

/** What the audit asked of the cloud. */
export interface Traffic {
  readonly requests: number;
  /** As many as it takes where nothing fails. */
  readonly needed: number;
  /** Answers that were none. */
  readonly failed: number;
}

const ITEMS_OF_A_BATCH = 20;

/** Only what was answered well can be asked in vain; these answers look well in the log, and are not. */
const SPOILT: ReadonlySet<string> = new Set([
  'truncated-json',
  'malformed-json',
  'html-body',
  'answer-too-large',
  'reset-after',
]);

/** Nothing is asked again that was answered well. Walks that begin again are not looked at. */
export function judgeRequests({ plan, requests }: Evidence): Judgement {
  // A mailbox whose account is listed twice is asked twice.
  const blurred = plan.faults.some(
    (fault) =>
      isWalking(fault) ||
      fault.kind === 'duplicate-accounts' ||
      (isTransient(fault) && SPOILT.has(fault.kind)),
  );
  if (blurred) return { problems: [], unlucky: [] };
  const problems = [
    ...inVain(requests.filter(isPage).map(({ path, status }) => [path, status])),
    ...itemsInVain(requests),
  ];
  return { problems: problems.slice(0, 3), unlucky: [] };
}

/** A slow batch is cut off when the time of one of its mailboxes is over; the others are asked again. */
const CUT_OFF = 2 * ITEMS_OF_A_BATCH;

/** What a batch that broke off had in it never came. */
function itemsInVain(requests: readonly LoggedRequest[]): string[] {
  const answered = requests.filter(({ status }) => isGood(status));
  const again = inVain(
    answered.flatMap(({ items = [] }) => items.map(({ url, status }): [string, number] => [url, status])),
  );
  return again.length > CUT_OFF ? again : [];
}

/** A report is asked again where its download fails; a count, where the directory came to another one. */
function isPage({ host, path, method }: LoggedRequest): boolean {
  const isGraph = method === 'GET' && host === 'graph.microsoft.com';
  return isGraph && !/\/reports\/get|\/\$count$/.test(path);
}

function inVain(asked: readonly (readonly [string, number])[]): string[] {
  const good = new Set<string>();
  const again: string[] = [];
  for (const [path, status] of asked) {
    if (good.has(path)) again.push(`asked again, though answered well: ${path}`);
    if (isGood(status)) good.add(path);
  }
  return again;
}

const REPORTS = 7;
/** At Graph and at Exchange. */
const SIGN_INS = 2;

export function trafficOf(requests: readonly LoggedRequest[]): Traffic {
  const pages = requests.filter(({ host, method }) => method === 'GET' && host === 'graph.microsoft.com');
  const paths = new Set(pages.map(({ path }) => path));
  const exchange = requests.filter(({ host, status }) => host === 'outlook.office365.com' && isGood(status));
  const items = new Set(requests.flatMap(({ items: asked = [] }) => asked.map(({ url }) => url)));
  return {
    requests: requests.length,
    needed: SIGN_INS + paths.size + REPORTS + exchange.length + Math.ceil(items.size / ITEMS_OF_A_BATCH),
    failed: requests.filter(({ status }) => !isGood(status)).length,
  };
}

function isGood(status: number): boolean {
  return status >= 200 && status < 400;
}
