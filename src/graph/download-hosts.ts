import type { CloudName } from './clouds.ts';

/**
 * Microsoft's domains that usage reports are downloaded from, by cloud; a host is one of them or lies below it. Graph documents
 * `reports.office.com` (https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail); regional hosts are seen beside it
 * (`reportsncu.office.com`, `reportsweu.office.com`). For the national clouds, in which reports are not documented: their own
 * domains of Office (https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-endpoints).
 */
const DOMAINS: Readonly<Record<CloudName, readonly string[]>> = {
  global: ['office.com', 'office365.com'],
  'us-government': ['office365.us'],
  'us-government-dod': ['office365.us', 'apps.mil'],
  china: ['office365.cn'],
};

/** Where a client may download from. */
export interface DownloadHosts {
  readonly cloud: CloudName;
  /** Graph's own origin. */
  readonly origin: string;
  /** Further hosts that the user named, each with its port unless that is 443. */
  readonly allowed: readonly string[];
}

/** Whether a download may be fetched from there: the address is one of https, without a name or password in it. */
export function isDownloadHost(url: URL, { cloud, origin, allowed }: DownloadHosts): boolean {
  if (url.origin === origin || allowed.includes(url.host)) return true;
  return url.port === '' && DOMAINS[cloud].some((domain) => isWithin(url.hostname, domain));
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
