import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, AnsweredItem, CloudRequest } from './cloud/answer.ts';
import { issueCertificates } from './cloud/certificate.ts';
import { createCloud, HOSTS, type CloudOptions } from './cloud/cloud.ts';
import { startProxy } from './proxy.ts';
import { pause } from './send-answer.ts';

export { loadTenant, type TenantSpec } from './tenant/tenant-spec.ts';

export interface SimulatorOptions extends CloudOptions {
  /** A private folder that the certificate of its authority lies in; a temporary one of its own, where left out. */
  readonly folder?: string | undefined;
  /** Milliseconds added to every answer; a batch counts once. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Milliseconds added to each `$batch` answer. Default 0. */
  readonly batchLatencyMs?: number | undefined;
  /** What its answers' `Date` says, in milliseconds since 1970. Default: this machine's clock. */
  readonly clock?: (() => number) | undefined;
  /** Keep a list of the requests; `batches`: with what each batch asked and was answered. Default false. */
  readonly log?: boolean | 'batches' | undefined;
}

export interface LoggedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** As answered; 0 where the connection broke before the answer was whole. */
  readonly status: number;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  /** What a batch held, where `log` is `batches`. */
  readonly items?: readonly AnsweredItem[];
}

export interface RunningSimulator {
  readonly proxyUrl: string;
  /** PEM file of the throw-away authority, in a private folder that goes away on close. */
  readonly caFile: string;
  /** What a client's process needs to reach this cloud and no other. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests so far, where `log` was asked for. */
  readonly requests: readonly LoggedRequest[];
  /** Exchange commands that would have changed something: an auditor sends none. */
  readonly writes: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a fake Microsoft cloud on loopback: an HTTP proxy that answers for login.microsoftonline.com,
 * graph.microsoft.com, outlook.office365.com and the report download host. Throws on a tenant or a date
 * that is not valid.
 */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const now = (): number => Date.now();
  const writes: string[] = [];
  const cloud = createCloud({ ...options, onWrite: (command) => writes.push(command) }, now);
  const certificates = await issueCertificates(HOSTS, new Date(now()));
  const requests: LoggedRequest[] = [];
  const answer = async (request: CloudRequest): Promise<Answer> => {
    const at = now();
    const given = dated(cloud(request), options.clock);
    if (options.log !== undefined && options.log !== false) {
      requests.push(entryOf(request, given, at, options.log === 'batches'));
    }
    const isBatch = request.method === 'POST' && request.target.endsWith('batch');
    await pause((options.latencyMs ?? 0) + (isBatch ? (options.batchLatencyMs ?? 0) : 0));
    return given;
  };
  const { certificate, privateKey } = certificates;
  const proxy = await startProxy({ hosts: HOSTS, certificate, privateKey, answer });
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'vigie-simulator-')));
  await chmod(folder, 0o700);
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, certificates.authority, { mode: 0o600 });
  const proxyUrl = `http://127.0.0.1:${proxy.port}`;
  return {
    proxyUrl,
    caFile,
    environment: {
      HTTPS_PROXY: proxyUrl,
      NODE_EXTRA_CA_CERTS: caFile,
      AZURE_TENANT_ID: options.tenant.id,
      AZURE_CLIENT_ID: options.tenant.clientId,
      AZURE_CLIENT_SECRET: options.tenant.clientSecret,
    },
    requests,
    writes,
    async close() {
      await proxy.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

function dated(answer: Answer, clock: SimulatorOptions['clock']): Answer {
  if (clock === undefined) return answer;
  return { ...answer, headers: { date: new Date(clock()).toUTCString(), ...answer.headers } };
}

function entryOf(request: CloudRequest, answer: Answer, at: number, withItems: boolean): LoggedRequest {
  const { method, host, target: path } = request;
  const { breakAt } = answer.connection ?? {};
  const status = breakAt === undefined || breakAt === 'after' ? answer.status : 0;
  const { items } = answer;
  return { method, host, path, status, at, ...(withItems && items !== undefined ? { items } : {}) };
}
