import type { Context } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { describeRequest, GraphFailure } from '../graph/graph-failure.ts';
import { areKnown, isAtOrigin, type OutgoingRequest } from '../graph/read-only-guard.ts';
import { Link, planOf } from '../graph/request-plan.ts';
import { CMDLETS, ENDPOINTS } from './cmdlet.ts';

/** Where requests may go. */
export interface AdminApi {
  readonly origin: string;
  /** The directory's id. */
  readonly tenantId: string;
}

const bodySchema = z.strictObject({
  CmdletInput: z.strictObject({
    CmdletName: z.enum(CMDLETS),
    Parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
});

/** Those that requests to Exchange Online bear. */
const HEADERS = ['accept', 'authorization', 'content-type', 'prefer', 'x-anchormailbox'];

/**
 * Refuses everything but the POST of a known `Get-*` cmdlet to an endpoint of this very tenant that runs it. Throws
 * `GraphFailure` (forbidden).
 */
export function assertGetCmdlet(request: OutgoingRequest, api: AdminApi): void {
  const isPost = request.method === 'POST' && areKnown(request.headers, HEADERS);
  const cmdlets: readonly string[] = isPost ? cmdletsAt(request.url, api) : [];
  const cmdlet = cmdletOf(request.body);
  if (cmdlet !== null && cmdlets.includes(cmdlet)) return;
  throw new GraphFailure({
    kind: 'forbidden',
    request: describeRequest(request.method.toUpperCase(), request.url),
    status: 0,
    code: 'ReadOnly',
    message:
      'Vigie only reads: what is not a known Get- cmdlet of Exchange Online was refused before it was sent.',
  });
}

/** The cmdlets that an address may be sent; none where it is no endpoint of the tenant. */
function cmdletsAt(url: string, { origin, tenantId }: AdminApi): readonly string[] {
  if (!isAtOrigin(url, origin)) return [];
  const path = new URL(url).pathname.toLowerCase();
  const found = Object.entries(ENDPOINTS).find(([endpoint]) => {
    const [version = '', name = ''] = endpoint.toLowerCase().split('/');
    return path === `/adminapi/${version}/${tenantId.toLowerCase()}/${name}`;
  });
  return found?.[1] ?? [];
}

/** Null where the body is not exactly one call: a key written twice could be read in two ways. */
function cmdletOf(body: string | undefined): string | null {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(body ?? 'null'));
    if (!parsed.success || JSON.stringify(parsed.data) !== body) return null;
    return parsed.data.CmdletInput.CmdletName;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The chain's guard for Exchange Online. */
export class CmdletGuard extends Link {
  readonly #api: AdminApi;

  constructor(api: AdminApi) {
    super();
    this.#api = api;
  }

  async execute(context: Context): Promise<void> {
    assertGetCmdlet(planOf(context), this.#api);
    await this.next(context);
  }
}
