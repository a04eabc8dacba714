import { asIs, KnownError } from '../errors.ts';
import { createExchangeClient, type ExchangeClient } from '../exchange/exchange-client.ts';
import { createGraphClient, type GraphClient, type GraphClientOptions } from '../graph/client.ts';
import { ScriptedTransport, type Scripted } from './scripted-transport.ts';

/** How the other side of a client answers. */
export type FarSide = ConstructorParameters<typeof ScriptedTransport>[0];

/** A Graph client whose far side is a script, with tokens `token-1`, `token-2`… and no jitter. */
export function scriptedClient(
  answer: FarSide,
  options: Partial<GraphClientOptions> = {},
): { client: GraphClient; transport: ScriptedTransport; claims: (string | undefined)[] } {
  const transport = new ScriptedTransport(answer);
  const claims: (string | undefined)[] = [];
  const client = createGraphClient({
    ...scriptedOptions(transport),
    credential: {
      getToken: (_scope, asked) => {
        claims.push(asked.claims);
        return Promise.resolve({
          token: `token-${claims.length}`,
          expiresOnTimestamp: Date.now() + 3_600_000,
        });
      },
    },
    ...options,
  });
  return { client, transport, claims };
}

export const SCRIPTED_TENANT = '11111111-2222-4333-8444-555555555555';

/** An Exchange Online client whose far side is a script; null for a tenant where nobody may sign in to it. */
export function scriptedExchange(
  answer: FarSide | null,
  options: Partial<GraphClientOptions> = {},
): { client: ExchangeClient; transport: ScriptedTransport } {
  const transport = new ScriptedTransport(answer ?? []);
  const refused = new KnownError('tenant', asIs('could not sign in with secret (AADSTS500011)'));
  const token = { token: 'exchange-token', expiresOnTimestamp: Date.now() + 3_600_000 };
  const client = createExchangeClient({
    ...scriptedOptions(transport),
    credential: { getToken: () => (answer === null ? Promise.reject(refused) : Promise.resolve(token)) },
    tenantId: SCRIPTED_TENANT,
    ...options,
  });
  return { client, transport };
}

function scriptedOptions(transport: ScriptedTransport): Omit<GraphClientOptions, 'credential'> {
  return {
    cloud: 'global',
    rates: {
      signInActivityRequestsPerMinute: 10,
      registrationDetailsRequestsPerSecond: 0.5,
      reportRequestsPerMinute: 1.4,
    },
    giveUpAfterMs: 60_000,
    signal: new AbortController().signal,
    random: () => 0,
    transport,
  };
}

export type { Scripted };
