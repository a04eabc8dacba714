import { EnvHttpProxyAgent, fetch } from 'undici';
import { join } from 'node:path';
import { AccountPages } from '../collectors/account-pages.ts';
import { accounts } from '../collectors/accounts/accounts.ts';
import type { CollectContext } from '../collectors/collector.ts';
import { signInActivity } from '../collectors/sign-in-activity/sign-in-activity.ts';
import { mailboxAccountOf } from '../collectors/inbox-rules/mailbox-accounts.ts';
import { loadConfig } from '../config/load-config.ts';
import { attributesOf } from '../config/needs.ts';
import { createExchangeClient } from '../exchange/exchange-client.ts';
import { createGraphClient, type GraphClientOptions } from '../graph/client.ts';
import { chooseCredential } from '../graph/credential.ts';
import { SnapshotStore } from '../snapshot/snapshot-store.ts';

/** Walks both ways in turn and prints the medians in milliseconds: the bare loop's, then ours. */
const [folder = '', configFile = ''] = process.argv.slice(2);
const RUNS = 5;

const { config } = await loadConfig({ file: configFile, cwd: folder, overrides: {} });
const { credential } = await chooseCredential(process.env, 'global');
const token = await credential.getToken('https://graph.microsoft.com/.default', {});
const clientOptions: GraphClientOptions = {
  credential,
  cloud: 'global',
  rates: config.limits,
  giveUpAfterMs: 60_000,
  signal: new AbortController().signal,
  random: () => 0,
};
const client = createGraphClient(clientOptions);

let walks = 0;
/** The addresses that our own walk asks, so that both read the very same pages. */
const attributes = attributesOf(config);
const starts = [
  `https://graph.microsoft.com/v1.0/users?$select=id,accountEnabled,userType,createdDateTime,assignedPlans,${attributes.join(',')}&$top=999`,
  'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=500',
];
const dispatcher = new EnvHttpProxyAgent();

async function ours(): Promise<void> {
  walks += 1;
  const store = await SnapshotStore.create(join(folder, `walk-${walks}`));
  const tenant = {
    tenantId: '',
    displayName: '',
    domains: [],
    servicePlans: [],
    skus: null,
    namesConcealed: null,
  };
  const context: CollectContext = {
    client,
    exchange: createExchangeClient({ ...clientOptions, tenantId: '' }),
    forwardingExport: null,
    store,
    config,
    attributes,
    groups: [],
    tenant,
    leavesOut: new Set(),
    sample: null,
    onProgress: () => undefined,
    accountTotal: Promise.resolve(null),
    accountPages: new AccountPages(await store.spool('mailboxes-to-ask'), mailboxAccountOf(tenant, config)),
    ended: () => Promise.resolve(),
  };
  await Promise.all([accounts.collect(context), signInActivity.collect(context)]);
  await store.close();
}

async function bare(): Promise<void> {
  await Promise.all(
    starts.map(async (start) => {
      for (let next: unknown = start; typeof next === 'string';) {
        const response = await fetch(next, {
          dispatcher,
          headers: { authorization: `Bearer ${token?.token ?? ''}` },
        });
        const page: unknown = JSON.parse(await response.text());
        next = typeof page === 'object' && page !== null ? Reflect.get(page, '@odata.nextLink') : undefined;
      }
    }),
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

// Once each uncounted: the server makes its pages, the engine warms up.
await bare();
await ours();
const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
for (let run = 0; run < RUNS; run += 1) {
  times.bare.push(await timed(bare));
  times.ours.push(await timed(ours));
}
const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
process.stdout.write(`${median(times.bare)} ${median(times.ours)}\n`);
await client.close();
await dispatcher.destroy();
