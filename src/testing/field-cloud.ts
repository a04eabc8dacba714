import type { CloudRequest, Answer } from '../simulator/cloud/answer.ts';
import { issueCertificates } from '../simulator/cloud/certificate.ts';
import { HOSTS } from '../simulator/cloud/cloud.ts';
import { createLogin } from '../simulator/cloud/login.ts';
import { createTokens } from '../simulator/cloud/tokens.ts';
import { startProxy } from '../simulator/proxy.ts';
import { loadTenant } from '../simulator/simulator.ts';
import { z } from 'zod';
import { FIELD_DOMAIN, FIELD_TENANT } from './field-cloud-people.ts';
import type { FieldScript } from './field-cloud-script.ts';
import type { Reply } from './field-cloud-defaults.ts';
import { trustCloud } from './field-cloud-trust.ts';

/** The day that the cases were recorded on: it is that day in the cloud. */
export const RECORDED_AT = '2026-11-21T05:00:00Z';

/** A scripted Microsoft cloud over HTTPS on loopback: one script at a time, for the program in this process. */
export interface FieldCloud {
  /** What the program's environment must hold. */
  readonly environment: Readonly<Record<string, string>>;
  /** From now on this script answers. */
  readonly play: (script: FieldScript) => void;
  close(): Promise<void>;
}

export async function startFieldCloud(): Promise<FieldCloud> {
  const spec = await loadTenant('fixtures/tenants/rsss-2020');
  const [domain] = spec.domains;
  if (domain === undefined) throw new Error('the shipped tenant has no domain');
  const now = (): number => Date.now();
  const tokens = createTokens(now);
  const login = createLogin(
    { ...spec, id: FIELD_TENANT, domains: [{ ...domain, name: FIELD_DOMAIN }] },
    tokens,
  );
  const hosts = createFieldHosts();
  const answerOf = (request: CloudRequest): Answer => {
    const audience = tokens.audienceOf(request.headers.authorization);
    if (request.host === 'login.microsoftonline.com') return login(request);
    if (request.host === 'reports.office.com') return hosts.download(request);
    if (audience !== `https://${request.host}`) return jsonAnswer({ status: 401 });
    return request.host === 'graph.microsoft.com' ? hosts.graph(request) : hosts.exchange(request);
  };
  const date = new Date(RECORDED_AT).toUTCString();
  const answer = (request: CloudRequest): Promise<Answer> => {
    const given = answerOf(request);
    return Promise.resolve({ ...given, headers: { date, ...given.headers } });
  };
  const { certificate, privateKey, authority } = await issueCertificates(HOSTS, new Date(now()));
  const proxy = await startProxy({ hosts: HOSTS, certificate, privateKey, answer });
  const distrust = trustCloud(`http://127.0.0.1:${proxy.port}`, authority);
  return {
    environment: {
      AZURE_TENANT_ID: FIELD_TENANT,
      AZURE_CLIENT_ID: spec.clientId,
      AZURE_CLIENT_SECRET: spec.clientSecret,
    },
    play: hosts.play,
    async close() {
      distrust();
      await proxy.close();
    },
  };
}

interface FieldHosts {
  readonly play: (script: FieldScript) => void;
  readonly graph: (request: CloudRequest) => Answer;
  readonly exchange: (request: CloudRequest) => Answer;
  readonly download: (request: CloudRequest) => Answer;
}

const GRAPH = 'https://graph.microsoft.com';
const BATCH = /^\/(v1\.0|beta)\/(\$|%24)batch$/i;

function createFieldHosts(): FieldHosts {
  let playing: FieldScript | null = null;
  const downloads: string[] = [];
  const script = (): FieldScript => {
    if (playing === null) throw new Error('no case is being played');
    return playing;
  };
  /** One GET, alone or in a batch; `version` stands in front of what a batch names. */
  const get = (target: string): Answer => {
    const { next, ...reply } = script().graph(target);
    if (reply.csv !== undefined) {
      downloads.push(reply.csv);
      const location = `https://reports.office.com/data/download/${downloads.length - 1}`;
      return { status: 302, headers: { location }, body: '' };
    }
    return jsonAnswer(next === undefined ? reply : linked(reply, nextLink(`${GRAPH}${target}`, next)));
  };
  return {
    play: (next) => {
      playing = next;
    },
    graph(request) {
      if (request.method === 'GET') return get(request.target);
      const version = BATCH.exec(request.target)?.[1];
      if (request.method !== 'POST' || version === undefined) return jsonAnswer({ status: 405 });
      return batch(request.body, (url) => get(`/${version}${url.startsWith('/') ? '' : '/'}${url}`));
    },
    exchange(request) {
      const url = new URL(request.target, 'https://outlook.office365.com');
      const { CmdletName: name, Parameters: parameters } = commandSchema.parse(
        JSON.parse(request.body),
      ).CmdletInput;
      const road = url.pathname.includes('/v2.0/') ? 'v2.0' : 'invoked';
      const { next, ...reply } = script().exchange(
        { name, parameters, road },
        url.searchParams.get('$skiptoken'),
      );
      return jsonAnswer(next === undefined ? reply : linked(reply, nextLink(url.href, next)));
    },
    download({ headers, target }) {
      const csv = downloads[Number(/\d+$/.exec(target)?.[0])];
      const isRefused = headers.authorization !== undefined || csv === undefined;
      if (isRefused) return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'refused' };
      return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: csv };
    },
  };
}

const commandSchema = z.object({
  CmdletInput: z.object({
    CmdletName: z.string(),
    Parameters: z.record(z.string(), z.unknown()).default({}),
  }),
});

const batchSchema = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.literal('GET'), url: z.string() })).max(20),
});

function batch(body: string, get: (url: string) => Answer): Answer {
  const { requests } = batchSchema.parse(JSON.parse(body));
  const responses = requests.map(({ id, url }) => {
    const { status, headers, body: text } = get(url);
    const content = typeof text === 'string' ? text : [...text].join('');
    return { id, status, headers, body: content === '' ? null : parsed(content) };
  });
  return jsonAnswer({ status: 200, body: { responses } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function nextLink(address: string, token: string): string {
  const url = new URL(address);
  url.searchParams.set('$skiptoken', token);
  return url.href;
}

function linked(reply: Reply, address: string): Reply {
  const body = typeof reply.body === 'object' && reply.body !== null ? reply.body : {};
  return { ...reply, body: { ...body, '@odata.nextLink': address } };
}

function jsonAnswer({ status, body }: Reply): Answer {
  if (typeof body === 'string') return { status, headers: { 'content-type': 'text/plain' }, body };
  const headers = { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' };
  return { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
}
