import { setMaxListeners } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { collect } from '../../collectors/collect.ts';
import { defaultDomainOf, readTenant, type TenantReading } from '../../collectors/tenant/tenant.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { temporaryFolderOf } from '../../duckdb/duckdb.ts';
import { createGraphClient, type CloudName, type GraphClient } from '../../graph/client.ts';
import { chooseCredential, type ChosenCredential, type CredentialKind } from '../../graph/credential.ts';
import type { Language } from '../../i18n/language.ts';
import { checkRoster } from '../../population/population.ts';
import { auditFolderFor, auditPaths, pathExists } from '../../snapshot/audit-folder.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { makePrivateFolder } from '../../snapshot/private-files.ts';
import { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import { createProgress, type Progress } from '../progress/progress.ts';
import { vigieVersion } from '../vigie-version.ts';
import { checkedConfig } from './checked-config.ts';
import { removeIfEmpty } from './remove-if-empty.ts';
import { vouchFor } from './vouch-for.ts';

export interface CollectCommandOptions {
  readonly config?: string;
  readonly out: string;
  readonly lang: Language;
  readonly skip: readonly SourceId[];
  readonly only: readonly SourceId[];
  readonly giveUpAfter: number;
  /** Of the assessment that follows: checked here, before the tenant is asked. */
  readonly inactiveAfter?: number;
  readonly auth?: CredentialKind;
  readonly cloud: CloudName;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export interface CollectedAudit {
  readonly auditFolder: string;
  readonly manifest: SnapshotManifest;
}

/** Asks the tenant and seals the snapshot. What can be wrong on this machine is found before the tenant is asked. */
export async function collectStage(given: CollectCommandOptions, io: Io): Promise<CollectedAudit> {
  const loaded = await checkedConfig(given, io);
  const out = resolve(io.cwd, given.out);
  const isNew = !(await pathExists(out));
  await makePrivateFolder(out);
  try {
    await checkRoster({
      config: loaded.config,
      configFolder: loaded.folder,
      temporaryFolder: temporaryFolderOf(out),
    });
    return await askTenant(loaded, given, io);
  } catch (error) {
    if (isNew) await removeIfEmpty(out);
    throw error;
  }
}

async function askTenant(
  loaded: LoadedConfig,
  given: CollectCommandOptions,
  io: Io,
): Promise<CollectedAudit> {
  const progress = createProgress({
    output: io.stderr,
    language: given.lang,
    quiet: given.quiet === true,
    io,
  });
  try {
    const chosen = await chooseCredential(io.env, given.cloud, given.auth);
    progress.say('credential', chosen.description);
    const halt = new AbortController();
    const signal = AbortSignal.any([io.signal, halt.signal]);
    // One listener for each request in flight and each wait: many at once, and no leak.
    setMaxListeners(0, signal);
    const client = clientOf({ loaded, given, chosen, progress, io, signal });
    try {
      return await collectAudit({ loaded, given, chosen, client, progress, io, halt: () => halt.abort() });
    } finally {
      await client.close();
    }
  } finally {
    progress.stop();
  }
}

interface Connection {
  readonly loaded: LoadedConfig;
  readonly given: CollectCommandOptions;
  readonly chosen: ChosenCredential;
  readonly progress: Progress;
  readonly io: Io;
  readonly signal: AbortSignal;
}

function clientOf({ loaded, given, chosen, progress, io, signal }: Connection): GraphClient {
  return createGraphClient({
    credential: chosen.credential,
    cloud: given.cloud,
    rates: loaded.config.limits,
    giveUpAfterMs: given.giveUpAfter,
    signal,
    random: io.random,
    ...(given.verbose === true ? { onRetry: (facts) => progress.retry(facts) } : {}),
  });
}

interface Collection extends Omit<Connection, 'signal'> {
  readonly client: GraphClient;
  readonly halt: () => void;
}

async function collectAudit(collection: Collection): Promise<CollectedAudit> {
  const { given, chosen, client, io } = collection;
  const collectedAt = io.now();
  const tenant = await readTenant(client, chosen.tenantId ?? 'tenant');
  const auditFolder = auditFolderFor(resolve(io.cwd, given.out), defaultDomainOf(tenant.facts), collectedAt);
  const isNew = !(await pathExists(auditFolder));
  const store = await SnapshotStore.create(auditFolder);
  try {
    const manifest = await collectInto(store, tenant, collectedAt, collection);
    await vouchForSnapshot(store);
    return { auditFolder, manifest };
  } catch (error) {
    await store.close();
    // An audit that did not come about leaves nothing half written behind.
    if (isNew && !(await pathExists(auditPaths.snapshotManifest(auditFolder)))) {
      await rm(auditFolder, { recursive: true, force: true });
      await removeIfEmpty(dirname(auditFolder));
    }
    throw error;
  }
}

function collectInto(
  store: SnapshotStore,
  tenant: TenantReading,
  collectedAt: Date,
  { loaded, given, chosen, client, progress, io, halt }: Collection,
): Promise<SnapshotManifest> {
  return collect({
    client,
    store,
    config: loaded.config,
    tenant,
    skip: skippedSources(given),
    credential: chosen.description,
    vigie: vigieVersion(),
    collectedAt,
    now: io.now,
    onProgress: (source, facts) => progress.update(source, facts),
    onStarted: (source) => progress.started(source),
    onEnded: (report) => progress.ended(report),
    halt,
  });
}

async function vouchForSnapshot(store: SnapshotStore): Promise<void> {
  const held = await Promise.all(
    SOURCE_IDS.map(async (id) => ((await store.holds(id)) ? [`${id}.parquet`] : [])),
  );
  const files = ['manifest.json', ...held.flat()].map((file) => join('snapshot', file));
  await vouchFor(store.auditFolder, files);
}

/** `--only` and `--skip` together; the tenant and its accounts are what every figure stands on. */
function skippedSources(given: CollectCommandOptions): ReadonlySet<SourceId> {
  const only = new Set(given.only);
  const kept = SOURCE_IDS.filter(
    (id) => only.size === 0 || only.has(id) || id === 'tenant' || id === 'accounts',
  );
  return new Set([
    ...SOURCE_IDS.filter((id) => !kept.includes(id)),
    ...given.skip.filter((id) => id !== 'accounts'),
  ]);
}
