import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { forwardingExportOf } from '../../collectors/mailbox-forwarding/export-file.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { readNamedFile } from '../../disk/plain-files.ts';
import type { Unasked } from '../../collectors/unasked.ts';
import { KnownError } from '../../errors.ts';
import { createExchangeClient } from '../../exchange/exchange-client.ts';
import { createGraphClient, type GraphClient } from '../../graph/client.ts';
import { chooseCredential, type ChosenCredential } from '../../graph/credential.ts';
import { rolesOfToken, certificateEnd, writingRoles } from '../../preflight/identity.ts';
import {
  findingsOf,
  type CredentialLife,
  type Finding,
  type MachineFacts,
} from '../../preflight/findings.ts';
import { secretEnd } from '../../preflight/graph-probes.ts';
import { runPreflight, type Preflight } from '../../preflight/preflight.ts';
import { neededGrants } from '../../setup/needed-grants.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import type { NotNeeded } from '../../snapshot/leavable-fields.ts';
import { refuseNotNeeded, unaskedOrUnneeded } from './asked-sources.ts';
import { checkedConfig } from './checked-config.ts';
import type { CollectCommandOptions } from './collect-stage.ts';
import { doctorJson, doctorTable, type Diagnosis } from './doctor-report.ts';
import { notNeededFor } from './not-needed.ts';
import { showCode } from './show-code.ts';

export interface DoctorOptions extends Pick<
  CollectCommandOptions,
  'config' | 'requireConfig' | 'out' | 'lang' | 'skip' | 'only' | 'auth' | 'cloud'
> {
  readonly giveUpAfter: number;
  readonly format: 'table' | 'json';
  readonly strict?: boolean;
}

/** Asks a little of everything and prints what a run would be told; gives the exit code. */
export async function doctorStage(given: DoctorOptions, io: Io): Promise<number> {
  const loaded = await checkedConfig(given, io);
  const chosen = await chooseCredential(io.env, given.cloud, given.auth, showCode(io, given.lang));
  await io.stderr.write(`${chosen.words[given.lang]}\n`);
  const diagnosis = await diagnose(given, loaded, chosen, io);
  const { format, lang } = given;
  const width = io.stdout.isTerminal ? io.stdout.columns : null;
  await io.stdout.write(
    format === 'json' ? doctorJson(diagnosis, lang) : doctorTable(diagnosis, lang, width),
  );
  return exitCodeOf(diagnosis, given.strict === true);
}

async function diagnose(
  given: DoctorOptions,
  loaded: LoadedConfig,
  chosen: ChosenCredential,
  io: Io,
): Promise<Diagnosis> {
  const connection = {
    ...{ credential: chosen.credential, cloud: given.cloud, rates: loaded.config.limits },
    ...{ giveUpAfterMs: given.giveUpAfter, signal: io.signal, random: io.random },
    now: () => io.now().getTime(),
  };
  const client = createGraphClient(connection);
  const notNeeded = await notNeededFor(loaded);
  refuseNotNeeded(given, notNeeded);
  const skip = unaskedOrUnneeded(given, chosen.kind, notNeeded);
  try {
    const preflight = await runPreflight({
      ...{ client, skip, leavesOut: notNeeded.fields, config: loaded.config, budgetMs: given.giveUpAfter },
      exchangeOf: (tenantId) => createExchangeClient({ ...connection, tenantId, pageSize: 1 }),
      hasForwardingExport: forwardingExportOf(loaded.config, loaded.folder) !== null,
      fallbackId: chosen.tenantId ?? 'tenant',
    });
    const machine = await machineFacts({ given, chosen, client, skip, notNeeded }, io);
    return { identity: chosen, roles: machine.roles, preflight, findings: findingsOf(preflight, machine) };
  } catch (error) {
    // A clock that is far off is this machine's: nothing can be asked with it, either.
    if (!(error instanceof KnownError) || error.kind === 'usage' || error.kind === 'interrupted') throw error;
    return { identity: chosen, roles: null, preflight: null, findings: [unsigned(error)] };
  } finally {
    await client.close();
  }
}

function unsigned({ message, nextSteps }: KnownError): Finding {
  return { id: 'sign-in', state: 'failed', values: { message, steps: nextSteps.join(' ') } };
}

interface Surroundings {
  readonly given: DoctorOptions;
  readonly chosen: ChosenCredential;
  readonly client: GraphClient;
  readonly skip: ReadonlyMap<SourceId, Unasked>;
  readonly notNeeded: NotNeeded;
}

async function machineFacts(around: Surroundings, io: Io): Promise<MachineFacts> {
  const { given, chosen, client, skip, notNeeded } = around;
  const roles = await rolesOf(chosen, client, io.signal);
  const { graph } = neededGrants(new Set(SOURCE_IDS.filter((id) => !skip.has(id))), notNeeded.fields);
  return {
    now: io.now(),
    ...{ roles, needed: graph, writingRoles: writingRoles(roles ?? []) },
    credential: await lifeOf(around, roles, io),
    freeBytes: await freeBytesAt(resolve(io.cwd, given.out)),
  };
}

/** Null where the token does not tell, or none is to be had a second time. */
async function rolesOf(
  { credential }: ChosenCredential,
  { origin }: GraphClient,
  abortSignal: AbortSignal,
): Promise<readonly string[] | null> {
  try {
    const answer = await credential.getToken(`${origin}/.default`, { enableCae: true, abortSignal });
    return answer === null ? null : rolesOfToken(answer.token);
  } catch (error) {
    if (error instanceof KnownError && error.kind === 'tenant') return null;
    throw error;
  }
}

const MOST_CERTIFICATE_BYTES = 1_048_576;
/** As much of a secret as the directory tells of it. */
const HINT_LENGTH = 3;
const TELL_SECRETS = ['Application.Read.All', 'Directory.Read.All'];

async function lifeOf(
  { chosen, client }: Surroundings,
  roles: readonly string[] | null,
  io: Io,
): Promise<CredentialLife> {
  const { env, cwd } = io;
  switch (chosen.kind) {
    case 'certificate': {
      const pem = await readNamedFile(
        resolve(cwd, env.AZURE_CLIENT_CERTIFICATE_PATH ?? ''),
        MOST_CERTIFICATE_BYTES,
      );
      const endsAt = certificateEnd(pem.toString());
      return endsAt === null ? 'unknown' : { endsAt };
    }
    case 'secret': {
      if (!TELL_SECRETS.some((name) => roles?.includes(name) === true)) return 'unknown';
      const hint = (env.AZURE_CLIENT_SECRET ?? '').slice(0, HINT_LENGTH);
      const endsAt = await secretEnd(client, env.AZURE_CLIENT_ID ?? '', hint);
      return endsAt === null ? 'unknown' : { endsAt };
    }
    case 'workload-identity':
    case 'github':
    case 'azure-pipelines':
    case 'managed-identity':
    case 'azure-cli':
    case 'device-code':
      return 'never';
  }
}

/** Of the folder, or the nearest one above it that is there; null where it cannot be told. */
async function freeBytesAt(folder: string): Promise<number | null> {
  if (!(await pathExists(folder))) return folder === dirname(folder) ? null : freeBytesAt(dirname(folder));
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

const UNREAD = ['refused', 'unknown'];

function exitCodeOf({ preflight, findings }: Diagnosis, isStrict: boolean): number {
  if (preflight === null || !isReadable(preflight)) return 3;
  const isPerfect =
    preflight.sources.every(({ outcome }) => outcome === 'readable' || outcome === 'skipped') &&
    findings.every(({ state }) => state === 'ok' || state === 'unknown');
  return isStrict && !isPerfect ? 1 : 0;
}

function isReadable({ sources }: Preflight): boolean {
  return sources.every(
    ({ id, outcome }) => (id !== 'tenant' && id !== 'accounts') || !UNREAD.includes(outcome),
  );
}
