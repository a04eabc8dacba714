import { DeviceCodeCredential, type DeviceCodeCredentialOptions } from '@azure/identity';
import pLimit from 'p-limit';
import { signInError, type SignInRoad } from './sign-in-error.ts';
import { watchedOptions, type Watch } from './sign-in-watch.ts';
import { raced, reasonOf } from './deadline.ts';
import type { TokenCredential } from './token.ts';

/** Shows a person the sign-in service's own words: where to go and the code to enter there. */
export type ShowCode = (message: string) => Promise<void>;

export interface DeviceCodeOptions {
  readonly tenantId: string;
  readonly clientId: string;
  readonly road: SignInRoad;
  readonly showCode: ShowCode;
  /** What carries its requests; the library's own when left out. */
  readonly httpClient?: NonNullable<DeviceCodeCredentialOptions['httpClient']>;
}

/**
 * A credential that a person signs in for, on any device, by a code. It is one for the whole run: what it keeps
 * (a refresh token, in memory only) spares the person a code for every token. `getToken` throws `KnownError` (tenant).
 */
export function deviceCodeCredential(options: DeviceCodeOptions): TokenCredential {
  const { tenantId, clientId, road, showCode, httpClient } = options;
  const watch: Watch = { last: null, signal: undefined };
  let hasNoReader = new AbortController();
  const credential = new DeviceCodeCredential({
    tenantId,
    clientId,
    ...watchedOptions(road.authorityHost, watch),
    ...(httpClient === undefined ? {} : { httpClient }),
    userPromptCallback: ({ message }) => {
      showCode(onOneLine(message)).catch((error: unknown) => hasNoReader.abort(error));
    },
  });
  // Two at once would ask for two codes.
  const turn = pLimit(1);
  return {
    getToken: (scope, asked) =>
      turn(async () => {
        hasNoReader = new AbortController();
        const signals = [hasNoReader.signal, ...(asked.abortSignal === undefined ? [] : [asked.abortSignal])];
        const signal = AbortSignal.any(signals);
        Object.assign(watch, { last: null, signal });
        try {
          return await raced(credential.getToken(scope, { ...asked, abortSignal: signal }), signal);
        } catch (error) {
          if (signal.aborted) throw reasonOf(signal);
          throw signInError('device-code', error, watch.last, road);
        }
      }),
  };
}

/** The service's words go to a terminal. */
function onOneLine(message: string): string {
  return message.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
