import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../tenant/tenant.ts';
import { USAGE_REPORTS, usageReportCsv } from '../wire/usage-report-csv.ts';
import { textAnswer, type Answer, type CloudRequest } from './answer.ts';

const LIFETIME_MS = 5 * 60_000;
const PREFIX = '/data/download/';

/** The report download host: pre-authenticated addresses that are good for five minutes, and take no token. */
export interface Downloads {
  readonly url: (report: string, period: number) => string;
  answer(request: CloudRequest): Answer;
}

/** `now` gives milliseconds. */
export function createDownloads(tenant: Tenant, now: () => number): Downloads {
  const key = randomBytes(32);
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    url(report, period) {
      const text = Buffer.from(`${report}:${period}:${Math.ceil(now() + LIFETIME_MS)}`).toString('base64url');
      return `https://reports.office.com${PREFIX}${text}.${sign(text)}`;
    },
    answer({ method, target, headers }) {
      if (headers.authorization !== undefined) {
        return textAnswer('Authorization is not accepted: the address is pre-authenticated.', 403);
      }
      if (method !== 'GET') return textAnswer('Method not allowed.', 405);
      const [text = '', signature = ''] = target.startsWith(PREFIX)
        ? target.slice(PREFIX.length).split('.')
        : [];
      const [name, period, until] = Buffer.from(text, 'base64url').toString().split(':');
      const report = USAGE_REPORTS.find((candidate) => candidate === name);
      if (report === undefined || !same(sign(text), signature)) return textAnswer('Not found.', 404);
      if (now() > Number(until)) return textAnswer('The address has expired.', 403);
      return {
        status: 200,
        headers: { 'content-type': 'application/octet-stream' },
        body: usageReportCsv(tenant, report, Number(period)),
      };
    },
  };
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
