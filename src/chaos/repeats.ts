import type { LoggedRequest } from '../simulator/simulator.ts';

/** What may be asked in vain for one kill: a page of each paged source, a report, and the batches in flight. */
const MOST_PAGES = 1;
/** `limits.concurrency` of the configuration that the trials run with. */
const MOST_BATCHES = 16;

const PAGED: readonly (readonly [string, RegExp])[] = [
  ['sign-in-activity', /^\/v1\.0\/users\?.*signInActivity/i],
  ['per-user-mfa', /^\/v1\.0\/users\?.*perUserMfaState/i],
  ['lookups of addresses', /^\/v1\.0\/users\?.*proxyAddresses/i],
  ['accounts', /^\/v1\.0\/users\?/],
  ['mfa-registrations', /^\/v1\.0\/reports\/authenticationMethods\/userRegistrationDetails/],
  ['group-members', /^\/v1\.0\/groups\/[^/]+\/transitiveMembers/],
  ['mail-activity', /^\/v1\.0\/reports\/getEmailActivityUserDetail/],
  ['mailbox-usage', /^\/v1\.0\/reports\/getMailboxUsageDetail/],
  ['service-activity', /^\/v1\.0\/reports\/getOffice365ActiveUserDetail/],
  ['onedrive-activity', /^\/v1\.0\/reports\/getOneDriveActivityUserDetail/],
  ['sharepoint-activity', /^\/v1\.0\/reports\/getSharePointActivityUserDetail/],
  ['forms-activity', /^\/beta\/reports\/getFormsUserActivityUserDetail/],
  ['service-counts', /^\/v1\.0\/reports\/getOffice365ServicesUserCounts/],
  // The commands share an address; a page after the first has one of its own.
  ['mailbox-forwarding', /^\/adminapi\/.*skiptoken=/],
];

/**
 * What the runs of one audit asked again though they need not have: one line for each source and killed run.
 * `runs` are the requests of each run in turn, all but the last killed.
 */
export function needlessRepeats(runs: readonly (readonly LoggedRequest[])[]): string[] {
  return runs.slice(0, -1).flatMap((run, index) => {
    const later = runs.slice(index + 1).flat();
    return [...repeatedPages(run, later), ...repeatedBatches(run, later)].map(
      (told) => `run ${index + 1}: ${told}`,
    );
  });
}

function repeatedPages(run: readonly LoggedRequest[], later: readonly LoggedRequest[]): string[] {
  const again = new Set(later.map(({ path }) => path));
  return PAGED.flatMap(([source]) => {
    const pages = new Set(run.map(({ path }) => path).filter((path) => sourceOf(path) === source));
    const repeated = [...pages].filter((path) => again.has(path));
    return repeated.length > MOST_PAGES ? [`${source} asked ${repeated.length} pages again`] : [];
  });
}

function sourceOf(path: string): string | null {
  return PAGED.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

function repeatedBatches(run: readonly LoggedRequest[], later: readonly LoggedRequest[]): string[] {
  const again = new Set(later.flatMap(urlsOf));
  const repeated = run.filter((request) => urlsOf(request).some((url) => again.has(url)));
  return repeated.length > MOST_BATCHES ? [`inbox-rules asked ${repeated.length} batches again`] : [];
}

function urlsOf({ items = [] }: LoggedRequest): string[] {
  return items.map(({ url }) => url);
}
