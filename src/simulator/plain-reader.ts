import { z } from 'zod';
import type { Answer } from './cloud/answer.ts';
import { createCloud, type CloudOptions } from './cloud/cloud.ts';

export type Get = (target: string, host?: string) => Answer;
export type Row = Readonly<Record<string, string>>;

/** GETs of an app that is signed in; of any other host than Graph's, without its token. */
export function signedIn(options: CloudOptions): Get {
  const { tenant } = options;
  const cloud = createCloud(options, () => 0);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  }).toString();
  const host = 'login.microsoftonline.com';
  const token = cloud({
    method: 'POST',
    host,
    target: `/${tenant.id}/oauth2/v2.0/token`,
    headers: {},
    body,
  });
  const { access_token } = z.looseObject({ access_token: z.string() }).parse(JSON.parse(textOf(token)));
  return (target, from = 'graph.microsoft.com') => {
    const headers = from === 'graph.microsoft.com' ? { authorization: `Bearer ${access_token}` } : {};
    return cloud({ method: 'GET', host: from, target, headers: { ...headers }, body: '' });
  };
}

export function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : [...body].join('');
}

export function download(get: Get, target: string): string {
  const answer = get(target);
  const location = new URL(z.string().parse(answer.headers.location, { error: () => textOf(answer) }));
  return textOf(get(location.pathname, location.host));
}

/** Rows by header, with spaces, quotes and the byte order mark taken away. */
export function rowsOf(csv: string): Row[] {
  const [head = [], ...lines] = csv
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
        (match[1] ?? match[2] ?? '').trim(),
      ),
    );
  return lines.map((line) => Object.fromEntries(line.map((cell, i) => [head[i] ?? '', cell])));
}

export function report(get: Get, name: string, version = 'v1.0'): Row[] {
  return rowsOf(download(get, `/${version}/reports/${name}(period='D180')`));
}

const userSchema = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  userType: z.string().nullable(),
  createdDateTime: z.string().nullable(),
  signInActivity: z.record(z.string(), z.string().nullable()).optional(),
  assignedPlans: z.array(
    z.object({ capabilityStatus: z.string(), service: z.string(), servicePlanId: z.string() }),
  ),
  assignedLicenses: z.array(z.strictObject({ skuId: z.string(), disabledPlans: z.array(z.string()) })),
});
export type User = z.infer<typeof userSchema>;

export function usersOf(get: Get): User[] {
  const users: User[] = [];
  let target: string | undefined =
    '/v1.0/users?$top=500&$select=id,userPrincipalName,userType,createdDateTime,signInActivity,assignedPlans,assignedLicenses';
  while (target !== undefined) {
    const page = z
      .looseObject({ value: z.array(userSchema), '@odata.nextLink': z.string().optional() })
      .parse(JSON.parse(textOf(get(target))));
    users.push(...page.value);
    target = page['@odata.nextLink']?.slice('https://graph.microsoft.com'.length);
  }
  return users;
}

const skuSchema = z.looseObject({
  skuId: z.string(),
  skuPartNumber: z.string(),
  consumedUnits: z.number(),
  prepaidUnits: z.looseObject({ enabled: z.number() }),
  servicePlans: z.array(z.looseObject({ servicePlanId: z.string(), servicePlanName: z.string() })),
});

type Subscription = z.infer<typeof skuSchema>;

export function skusOf(get: Get): Subscription[] {
  return z.looseObject({ value: z.array(skuSchema) }).parse(JSON.parse(textOf(get('/v1.0/subscribedSkus'))))
    .value;
}

/** Names of the accounts that have a personal mailbox, in lower case. */
export function mailboxNames(get: Get): Set<string> {
  const rows = report(get, 'getMailboxUsageDetail').filter(
    (row) => row['Recipient Type'] === 'User' && row['Is Deleted'] === 'False',
  );
  return new Set(rows.map(nameOf));
}

export function nameOf(row: Row): string {
  return (row['User Principal Name'] ?? '').toLowerCase();
}
