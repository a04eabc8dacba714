import { createGraphClient, type GraphClient, type GraphClientOptions } from '../graph/client.ts';
import { ScriptedTransport, type Scripted } from './scripted-transport.ts';

/** A Graph client whose far side is a script, with tokens `token-1`, `token-2`… and no jitter. */
export function scriptedClient(
  answer: ConstructorParameters<typeof ScriptedTransport>[0],
  options: Partial<GraphClientOptions> = {},
): { client: GraphClient; transport: ScriptedTransport; claims: (string | undefined)[] } {
  const transport = new ScriptedTransport(answer);
  const claims: (string | undefined)[] = [];
  const client = createGraphClient({
    credential: {
      getToken: (_scope, asked) => {
        claims.push(asked.claims);
        return Promise.resolve({
          token: `token-${claims.length}`,
          expiresOnTimestamp: Date.now() + 3_600_000,
        });
      },
    },
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
    ...options,
  });
  return { client, transport, claims };
}

export type { Scripted };
