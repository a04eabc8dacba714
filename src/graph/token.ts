import { KnownError } from '../errors.ts';

/** What `@azure/identity` credentials give; only this much of it is needed. */
export interface TokenCredential {
  getToken(
    scope: string,
    options: { claims?: string; enableCae?: boolean; abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

const RENEW_BEFORE_MS = 5 * 60_000;

/** Keeps one token for one scope, renewed before it expires or when a claims challenge asks for another. */
export class TokenKeeper {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  #current: { token: string; renewAt: number } | null = null;
  #pending: Promise<string> | null = null;

  constructor(credential: TokenCredential, scope: string) {
    this.#credential = credential;
    this.#scope = scope;
  }

  /** The token to send now. Throws what the credential throws. */
  async token(): Promise<string> {
    if (this.#current !== null && Date.now() < this.#current.renewAt) return this.#current.token;
    return this.#renew();
  }

  /** Another token than `refused`, with the claims that the 401 asked for. */
  async renew(refused: string, claims: string | null): Promise<string> {
    if (claims === null && this.#current !== null && this.#current.token !== refused)
      return this.#current.token;
    this.#current = null;
    return this.#renew(claims);
  }

  async #renew(claims: string | null = null): Promise<string> {
    this.#pending ??= this.#ask(claims).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #ask(claims: string | null): Promise<string> {
    const answer = await this.#credential.getToken(this.#scope, {
      enableCae: true,
      ...(claims === null ? {} : { claims }),
    });
    if (answer === null) throw new KnownError('tenant', `no token was given for ${this.#scope}`);
    const lifeMs = answer.expiresOnTimestamp - Date.now();
    this.#current = {
      token: answer.token,
      renewAt: answer.expiresOnTimestamp - Math.min(RENEW_BEFORE_MS, lifeMs / 2),
    };
    return answer.token;
  }
}

/**
 * The claims of a continuous-access-evaluation challenge, decoded as `getToken` wants them; null where the
 * header holds none. https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsOf(wwwAuthenticate: string | null): string | null {
  const encoded = /claims="([^"]+)"/i.exec(wwwAuthenticate ?? '')?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
}
