import type { ClientSecretCredentialOptions } from '@azure/identity';
import type { Exchange } from './sign-in-error.ts';
import { retryAfterMs } from './retry.ts';
import { networkCodeOf } from './transport.ts';

export type Policy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number]['policy'];

/** What is known of a sign-in while it goes on. */
export interface Watch {
  last: Exchange | null;
  signal: AbortSignal | undefined;
}

/** What makes a credential of `@azure/identity` try once, end with the signal and tell how it went. */
export interface WatchedOptions {
  readonly authorityHost: string;
  readonly retryOptions: { maxRetries: number };
  readonly additionalPolicies: { policy: Policy; position: 'perCall' }[];
}

export function watchedOptions(authorityHost: string, watch: Watch): WatchedOptions {
  return {
    authorityHost,
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: watching(watch), position: 'perCall' }],
  };
}

/** Codes that mean "not yet" or "try again" are no refusal. */
const FINAL = /AADSTS(?!70016|90033|90055)\d+/;

/** Ends each request of the sign-in with the signal, and notes the last answer: MSAL hides both. */
function watching(watch: Watch): Policy {
  return {
    name: 'vigieWatch',
    sendRequest: async (request, next) => {
      if (watch.signal !== undefined) request.abortSignal = watch.signal;
      try {
        const response = await next(request);
        const { status, headers, bodyAsText } = response;
        const entraCode = FINAL.exec(status === 400 ? (bodyAsText ?? '') : '')?.[0] ?? null;
        watch.last = {
          status,
          code: String(status),
          retryAfterMs: retryAfterMs({ get: (name) => headers.get(name) ?? null }),
          entraCode,
        };
        return response;
      } catch (error) {
        watch.last = {
          status: 0,
          code: networkCodeOf(error) ?? 'NoAnswer',
          retryAfterMs: null,
          entraCode: null,
        };
        throw error;
      }
    },
  };
}
