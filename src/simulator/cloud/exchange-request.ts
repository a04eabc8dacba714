import { z } from 'zod';
import type { TenantSpec } from '../tenant/tenant-spec.ts';
import type { Answer, CloudRequest } from './answer.ts';
import { exchangeError } from './exchange-answer.ts';
import { parseTarget, selectOf, type Target } from './target.ts';

/** A command as it was sent to one of the two roads. */
export interface ExchangeRequest {
  readonly road: 'documented' | 'commands';
  readonly command: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly select: readonly string[] | null;
  /** Rows that the client wants on a page, 1,000 at the most. */
  readonly pageSize: number;
  readonly target: Target;
  /** Path and body, which the next page must have as well. */
  readonly scope: string;
  /** Address of the request without its query. */
  readonly path: string;
}

const bodySchema = z.strictObject({
  CmdletInput: z.strictObject({
    CmdletName: z.string().min(1),
    Parameters: z.record(z.string(), z.unknown()).optional(),
  }),
});

const ENDPOINTS: Readonly<Record<string, string>> = {
  Mailbox: 'Get-Mailbox',
  AcceptedDomain: 'Get-AcceptedDomain',
};
const MOST_ROWS = 1000;

/** Reads POST /adminapi/v2.0/{tenant}/{endpoint} and POST /adminapi/{beta or v1.0}/{tenant}/InvokeCommand. */
export function readExchangeRequest(request: CloudRequest, spec: TenantSpec): ExchangeRequest | Answer {
  const place = readPlace(request, spec);
  if ('status' in place) return place;
  const input = readInput(request);
  if ('status' in input) return input;
  const { CmdletName: command, Parameters: parameters = {} } = input;
  const { target, path, road, endpoint } = place;
  if (road === 'documented' && command.startsWith('Get-') && command !== ENDPOINTS[endpoint]) {
    const problem = `The cmdlet ${command} is not supported by the endpoint ${endpoint}.`;
    return exchangeError(400, 'BadRequest', problem);
  }
  const select = selectOf(target.query);
  const scope = `${path} ${select?.join(',') ?? ''} ${request.body}`;
  return { road, command, parameters, select, pageSize: pageSizeOf(request), target, scope, path };
}

interface Place extends Pick<ExchangeRequest, 'target' | 'path' | 'road'> {
  readonly endpoint: string;
}

function readPlace({ target: sent }: CloudRequest, spec: TenantSpec): Place | Answer {
  const target = parseTarget(sent);
  const [api, version = '', tenant = '', endpoint = '', ...rest] = target?.segments ?? [];
  const road = roadOf(version, endpoint);
  if (target === null || api !== 'adminapi' || rest.length > 0 || road === null) {
    return exchangeError(404, 'NotFound', `No resource was found for '${sent.split('?')[0] ?? ''}'.`);
  }
  if (![spec.id, ...spec.domains.map(({ name }) => name)].includes(tenant.toLowerCase())) {
    return exchangeError(400, 'BadRequest', `The tenant '${tenant}' is not known here.`);
  }
  const path = `https://outlook.office365.com/adminapi/${version}/${tenant}/${endpoint}`;
  return { target, path, road, endpoint };
}

/** The command of a POST with all that it needs; the refusal where something is missing. */
function readInput(request: CloudRequest): z.infer<typeof bodySchema>['CmdletInput'] | Answer {
  if (request.method !== 'POST') {
    return exchangeError(
      405,
      'MethodNotAllowed',
      'The requested resource does not support this http method.',
    );
  }
  const body = readBody(request);
  if (body === null) return exchangeError(400, 'BadRequest', 'The request body is not a valid CmdletInput.');
  if ((request.headers['x-anchormailbox'] ?? '') === '') {
    return exchangeError(400, 'BadRequest', 'The header X-AnchorMailbox is missing.');
  }
  return body.CmdletInput;
}

function roadOf(version: string, endpoint: string): ExchangeRequest['road'] | null {
  if (version === 'v2.0') return endpoint in ENDPOINTS ? 'documented' : null;
  return (version === 'beta' || version === 'v1.0') && endpoint === 'InvokeCommand' ? 'commands' : null;
}

function readBody({ headers, body }: CloudRequest): z.infer<typeof bodySchema> | null {
  if (headers['content-type']?.startsWith('application/json') !== true) return null;
  try {
    return bodySchema.safeParse(JSON.parse(body)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function pageSizeOf({ headers }: CloudRequest): number {
  const asked = Number(/odata\.maxpagesize=(\d+)/i.exec(headers.prefer ?? '')?.[1] ?? MOST_ROWS);
  return Math.min(MOST_ROWS, Math.max(1, asked));
}
