import { resolve } from 'node:path';
import type { Beginning } from '../../audits/unfinished-audit.ts';
import { AccountsRefused, collect } from '../../collectors/collect.ts';
import {
  checkForwardingExport,
  forwardingExportOf,
} from '../../collectors/mailbox-forwarding/export-file.ts';
import { readTenant, type TenantReading } from '../../collectors/tenant/tenant.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { createExchangeClient, type ExchangeClient } from '../../exchange/exchange-client.ts';
import { createGraphClient, type GraphClient, type GraphClientOptions } from '../../graph/client.ts';
import type { CloudName } from '../../graph/clouds.ts';
import { chooseCredential, type ChosenCredential } from '../../graph/credential.ts';
import type { CredentialKind } from '../../graph/credential-kind.ts';
import { LAST_PATIENCE_MS, LastPatience } from '../../graph/last-patience.ts';
import { NetworkWatch } from '../../graph/network-watch.ts';
import { SIGN_IN } from '../../graph/token.ts';
import type { Language } from '../../i18n/language.ts';
import { checkRoster } from '../../population/population.ts';
import { pathExists } from '../../disk/path-exists.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { openSnapshot } from '../../snapshot/open.ts';
import { makeTrustedFolder } from '../../disk/trusted-folder.ts';
import { withWorkFolder } from '../../disk/work-folder.ts';
import { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import type { NotNeeded } from '../../snapshot/leavable-fields.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import { silenced } from '../silenced.ts';
import { createProgress, type Progress } from '../progress/progress.ts';
import { vigieVersion } from '../vigie-version.ts';
import {
  refuseContraries,
  refuseNotNeeded,
  requireOfUse,
  standsAlone,
  unaskedSources,
} from './asked-sources.ts';
import type { AuditPlace, CollectingCommand, PlaceRequest } from '../../audits/audit-place.ts';
import { beginAudit } from '../../audits/begin-audit.ts';
import { resumeAudit } from '../../audits/resume-audit.ts';
import { checkedConfig, type ConfigOptions } from './checked-config.ts';
import { tellConfig } from './tell-config.ts';
import { removeIfEmpty } from '../../disk/remove-if-empty.ts';
import { endingsOf, type Endings } from './endings-of.ts';
import { foresee } from './foresee.ts';
import { refuseOddFile } from './refuse-odd-file.ts';
import { HOW_TO_RESUME } from './how-to-resume.ts';
import { showCode } from './show-code.ts';
import { notNeededFor } from './not-needed.ts';
import { openTraceFile } from './trace-file.ts';
import { refuseAlteredSnapshot } from '../../audits/refuse-altered.ts';

export interface CollectCommandOptions extends ConfigOptions {
  readonly out: string;
  readonly lang: Language;
  readonly skip: readonly SourceId[];
  readonly only: readonly SourceId[];
  /** Left out, it is ten minutes, and a minute for what fails when nothing else is left to read. */
  readonly giveUpAfter?: number;
  readonly maxDuration?: number;
  readonly resume?: boolean;
  /** So many accounts are asked, as a pilot. */
  readonly sample?: number;
  /** As `PlaceRequest`. */
  readonly seals?: boolean;
  readonly auth?: CredentialKind;
  readonly cloud: CloudName;
  /** Hosts that reports may be downloaded from, beside Microsoft's. */
  readonly allowDownloadHost: readonly string[];
  /** False: nothing is asked ahead of the collection. */
  readonly doctor?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** File that each request is told in. */
  readonly trace?: string;
}

/** An audit whose snapshot is sealed; it stays locked until `release`. */
export interface CollectedAudit {
  readonly auditFolder: string;
  readonly manifest: SnapshotManifest;
  readonly complete: () => Promise<void>;
  /** Makes sure, before a stage writes, that it is still the folder that was locked. Throws `KnownError` (local). */
  readonly requireHeld: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/** Asks the tenant and seals the snapshot. What can be wrong on this machine is found before the tenant is asked. */
export async function collectStage(
  given: CollectCommandOptions,
  command: CollectingCommand,
  io: Io,
): Promise<CollectedAudit> {
  refuseContraries(given);
  io.ending.onInterruption = [HOW_TO_RESUME];
  const loaded = await checkedConfig(given, io);
  const notNeeded = await notNeededFor(loaded);
  refuseNotNeeded(given, notNeeded);
  await tellConfig(loaded, given, io, { inLog: true });
  const out = resolve(io.cwd, given.out);
  const isNew = !(await pathExists(out));
  await makeTrustedFolder(out);
  try {
    await withWorkFolder(out, io.now, (temporaryFolder) =>
      checkRoster({ config: loaded.config, configFolder: loaded.folder, temporaryFolder }),
    );
    await checkForwardingExport(forwardingExportOf(loaded.config, loaded.folder));
    return await askTenant({ loaded, notNeeded }, given, command, io);
  } catch (error) {
    if (isNew) await removeIfEmpty(out);
    throw error;
  }
}

/** What decides what is asked. */
interface Questions {
  readonly loaded: LoadedConfig;
  readonly notNeeded: NotNeeded;
}

async function askTenant(
  { loaded, notNeeded }: Questions,
  given: CollectCommandOptions,
  command: CollectingCommand,
  io: Io,
): Promise<CollectedAudit> {
  const progress = createProgress({
    output: io.stderr,
    language: given.lang,
    quiet: given.quiet === true,
    io,
  });
  const trace = await openTraceFile(given, io);
  try {
    await refuseOddCredentialFiles(io);
    const chosen = await chooseCredential(io.env, given.cloud, given.auth, showCode(io, given.lang));
    requireOfUse(given, command, chosen.kind);
    progress.say('credential', chosen.words[given.lang]);
    if (chosen.besides.length > 0) progress.say('besides', chosen.besides.join(', '));
    const ends = endingsOf(given, io);
    const watch = new NetworkWatch();
    const options = {
      ...clientOptions({ loaded, given, chosen, progress, io, ends }),
      ...(trace === null ? {} : { onTrace: trace.onTrace }),
      watch,
    };
    const client = createGraphClient(options);
    const exchangeOf = (tenantId: string): ExchangeClient => createExchangeClient({ ...options, tenantId });
    try {
      await signInPerson(chosen, `${client.origin}/.default`, ends.signal);
      const { halt } = ends;
      const isForeseen = command === 'audit' && given.doctor !== false && given.resume !== true;
      const budgetMs = Math.min(given.giveUpAfter ?? FORESEE_WITHIN_MS, FORESEE_WITHIN_MS);
      const foreseen = isForeseen
        ? await foresee({
            ...{ loaded, notNeeded, given, chosen, client, budgetMs, progress },
            exchangeOf: (tenantId) =>
              createExchangeClient({ ...options, tenantId, pageSize: 1, giveUpAfterMs: budgetMs }),
          })
        : null;
      return await collectAudit({
        ...{ foreseen },
        ...{ loaded, notNeeded, given, command, chosen, client, exchangeOf, watch, progress, io, halt },
      });
    } finally {
      ends.clear();
      await client.close();
    }
  } finally {
    trace?.close();
    progress.stop();
  }
}

/** Each request of what is asked ahead has so long: what takes longer is left to the collection. */
const FORESEE_WITHIN_MS = 15_000;

/** A certificate with its key, or a token. */
const CREDENTIAL_FILES = ['AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE'];
const MOST_CREDENTIAL_BYTES = 1_048_576;

/** They are read by a library, which would wait for a pipe for ever. */
async function refuseOddCredentialFiles({ env, cwd }: Io): Promise<void> {
  for (const name of CREDENTIAL_FILES) {
    const file = env[name] ?? '';
    if (file !== '') await refuseOddFile(name, file, resolve(cwd, file), MOST_CREDENTIAL_BYTES);
  }
}

/** A person takes as long as the code lasts, which no bound on a request may cut short. */
async function signInPerson(
  { kind, credential }: ChosenCredential,
  scope: string,
  abortSignal: AbortSignal,
): Promise<void> {
  if (kind === 'device-code') await credential.getToken(scope, { enableCae: true, abortSignal });
}

interface Connection {
  readonly loaded: LoadedConfig;
  readonly given: CollectCommandOptions;
  readonly chosen: ChosenCredential;
  readonly progress: Progress;
  readonly io: Io;
  readonly ends: Endings;
}

const GIVE_UP_AFTER_MS = 600_000;

function clientOptions({ loaded, given, chosen, progress, io, ends }: Connection): GraphClientOptions {
  return {
    credential: chosen.credential,
    cloud: given.cloud,
    rates: loaded.config.limits,
    giveUpAfterMs: given.giveUpAfter ?? GIVE_UP_AFTER_MS,
    patience: new LastPatience(given.giveUpAfter === undefined ? LAST_PATIENCE_MS : null, () =>
      progress.gaveUpLast(LAST_PATIENCE_MS),
    ),
    signal: ends.signal,
    deadline: ends.deadline,
    random: io.random,
    now: () => io.now().getTime(),
    downloadHosts: given.allowDownloadHost,
    onRetry: (facts) => {
      // Nothing comes before the sign-in: whoever waits for it is told why.
      if (given.verbose === true || facts.request === SIGN_IN) progress.retry(facts);
    },
  };
}

interface Collection extends Omit<Connection, 'ends'> {
  readonly notNeeded: NotNeeded;
  /** The tenant, where it was read whole already. */
  readonly foreseen: TenantReading | null;
  readonly command: CollectingCommand;
  readonly client: GraphClient;
  readonly exchangeOf: (tenantId: string) => ExchangeClient;
  readonly watch: NetworkWatch;
  readonly halt: () => void;
}

async function collectAudit(collection: Collection): Promise<CollectedAudit> {
  const { io } = collection;
  const place = await placeOf(collection);
  const { auditFolder, complete, requireHeld, release, isResumed } = place;
  if (isResumed) collection.progress.say('resumed', auditFolder);
  try {
    if (place.isCollected) await refuseAlteredSnapshot(auditFolder);
    const manifest = place.isCollected
      ? (await openSnapshot(auditFolder)).manifest
      : await collectAt(place, collection);
    await requireHeld();
    io.ending.onFailure = [HOW_TO_RESUME];
    return { auditFolder, manifest, complete, requireHeld, release };
  } catch (error) {
    await release();
    throw error;
  }
}

const TENANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Stands for a tenant that neither the credential nor the tenant itself names. */
const NAMELESS = 'tenant';

/** Where the audit goes on, or begins; a credential that does not name its tenant is asked whose it is. */
async function placeOf(collection: Collection): Promise<AuditPlace> {
  const { loaded, notNeeded, given, chosen, client, command, io } = collection;
  const startedAt = io.now();
  const out = resolve(io.cwd, given.out);
  const { config } = loaded;
  const { foreseen } = collection;
  const ask = async (): Promise<TenantReading> => foreseen ?? readTenant(client, chosen.tenantId ?? NAMELESS);
  // A domain may have moved to another tenant; an id says whose the token is.
  const isId = TENANT_ID.test(chosen.tenantId ?? '');
  const asked = isId ? null : await ask();
  const told = asked?.facts.tenantId ?? NAMELESS;
  const named = isId || told === NAMELESS ? (chosen.tenantId ?? NAMELESS) : told;
  const signInTenant = named === NAMELESS ? null : named;
  const identity = { signInTenant, cloud: given.cloud };
  const request: PlaceRequest = {
    ...{ out, identity, config, notNeeded, command },
    standsAlone: standsAlone(given),
    sample: given.sample ?? null,
    seals: given.seals === true,
    now: io.now,
    tell: (line) => silenced(io, given).stderr.write(`${line[given.lang]}\n`),
  };
  const earlier = given.resume === true ? await resumeAudit(request) : null;
  return earlier ?? (await beginAudit(request, asked ?? (await ask()), startedAt));
}

async function collectAt(place: AuditPlace, collection: Collection): Promise<SnapshotManifest> {
  const { auditFolder, isResumed } = place;
  const store = isResumed ? await SnapshotStore.resume(auditFolder) : await SnapshotStore.create(auditFolder);
  try {
    return await collectInto(store, place.beginning, collection);
  } catch (error) {
    // What broke off is told, not what its breaking off made impossible.
    await Promise.allSettled([store.close()]);
    // A permission must be granted first: the little that was read is read again then.
    if (!isResumed && (error instanceof AccountsRefused || !store.holdsAnything)) await place.abandon();
    else collection.io.ending.onFailure = [HOW_TO_RESUME];
    throw error;
  }
}

async function collectInto(
  store: SnapshotStore,
  beginning: Beginning,
  { loaded, notNeeded, given, chosen, client, exchangeOf, watch, progress, io, halt }: Collection,
): Promise<SnapshotManifest> {
  const exchange = exchangeOf(beginning.tenant.facts.tenantId);
  return collect({
    client,
    exchange,
    watch,
    forwardingExport: forwardingExportOf(loaded.config, loaded.folder),
    store,
    config: loaded.config,
    tenant: beginning.tenant,
    sample: beginning.sample,
    skip: unaskedSources(given, chosen.kind),
    notNeeded,
    credential: chosen.description,
    vigie: vigieVersion(),
    collectedAt: new Date(beginning.collectedAt),
    resumedAt: beginning.resumedAt,
    now: io.now,
    onProgress: (source, facts) => progress.update(source, facts),
    onStarted: (source) => progress.started(source),
    onEnded: (report) => progress.ended(report),
    halt,
  }).finally(() => exchange.close());
}
