import { KnownError, worded } from '../errors.ts';
import type { OnRetry } from './retry-link.ts';
import { retryDelayMs } from './retry.ts';
import { BudgetSpent, pause, raced, Deadline } from './deadline.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** What `@azure/identity` credentials give; only this much of it is needed. */
export interface TokenCredential {
  /** Throws `SignInUnavailable` for what a later try can mend. */
  getToken(
    scope: string,
    options: { claims?: string; enableCae?: boolean; abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

/** The sign-in service could not be reached, or is overloaded: a later try can mend it. */
export class SignInUnavailable extends KnownError {
  /** The network's or the service's word for it. */
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** The service answered, if only that it is busy. */
  readonly isAnswered: boolean;

  constructor(
    known: KnownError,
    { status, code, retryAfterMs }: { status: number; code: string; retryAfterMs: number | null },
  ) {
    super(known.kind, known.words, { nextSteps: known.steps, cause: known.cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.isAnswered = status !== 0;
  }
}

export interface TokenKeeperOptions {
  readonly credential: TokenCredential;
  readonly scope: string;
  /** How long one sign-in may take, its tries and waits together. */
  readonly giveUpAfterMs: number;
  readonly random: () => number;
  /** Ends a sign-in under way. */
  readonly runEnd: AbortSignal;
  readonly onRetry: OnRetry;
}

interface Kept {
  readonly token: string;
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** What `onRetry` is told of a sign-in that is tried again. */
export const SIGN_IN = 'sign-in';

const RENEW_BEFORE_MS = 5 * 60_000;
/** So long nobody answers before the first token: the network is not there, or the proxy is another. */
const UNREACHED_MS = 30_000;
/** However short it lives, a token serves so long: when it is refused sooner, the 401 tells. */
const LEAST_USE_MS = 5_000;
/** A renewal ahead of time that failed is tried again after so long. */
const AHEAD_AGAIN_MS = 30_000;

/**
 * Keeps one token for one scope. Before it expires another is asked for while it still serves; after a 401 the
 * callers wait for the new one. Whoever asks for the same claims meanwhile shares the answer.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #pending = new Map<string, Promise<string>>();
  /** The sign-in service answered this run before. */
  #isReached = false;
  #current: Kept | null = null;
  #aheadAt = 0;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** The token to send now. Throws what the credential throws, or the signal's reason. */
  async token(signal: AbortSignal): Promise<string> {
    const now = performance.now();
    const current = this.#current;
    if (current === null || now >= current.expiresAt) return raced(this.#renewed(null), signal);
    if (now >= current.renewAt && now >= this.#aheadAt) {
      this.#aheadAt = now + AHEAD_AGAIN_MS;
      // The token at hand still serves; when it no longer does, the failure is met then.
      this.#renewed(null).catch(() => undefined);
    }
    return current.token;
  }

  /** Another token than `refused`, with the claims that the 401 asked for; the same one where no other was given. */
  async renew(refused: string, claims: string | null, signal: AbortSignal): Promise<string> {
    for (const underway of this.#pending.values()) await raced(underway, signal);
    if (this.#current !== null && this.#current.token !== refused) return this.#current.token;
    return raced(this.#renewed(claims), signal);
  }

  #renewed(claims: string | null): Promise<string> {
    const key = claims ?? '';
    const underway = this.#pending.get(key);
    if (underway !== undefined) return underway;
    const asked = this.#ask(claims).finally(() => this.#pending.delete(key));
    this.#pending.set(key, asked);
    return asked;
  }

  async #ask(claims: string | null): Promise<string> {
    const { giveUpAfterMs, random, onRetry, runEnd, scope } = this.#options;
    const deadline = new Deadline(runEnd);
    deadline.start(this.#isReached ? giveUpAfterMs : Math.min(giveUpAfterMs, UNREACHED_MS));
    let last: SignInUnavailable | null = null;
    try {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await this.#try(claims, deadline.signal);
        const isFirst = !this.#isReached;
        this.#isReached ||= !(answer instanceof SignInUnavailable) || answer.isAnswered;
        if (!(answer instanceof SignInUnavailable)) return this.#keep(answer);
        if (isFirst && this.#isReached) deadline.start(giveUpAfterMs);
        last = answer;
        const { code, retryAfterMs } = answer;
        const delayMs = retryDelayMs({ attempt, retryAfterMs, random: random() });
        if (delayMs > deadline.leftMs) throw answer;
        onRetry({ request: SIGN_IN, why: code, delayMs });
        await pause(delayMs, deadline.signal);
      }
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      const silent = new KnownError('tenant', worded(TROUBLE_WORDS.noAnswer, { scope }));
      throw last ?? new SignInUnavailable(silent, { status: 0, code: 'NoAnswer', retryAfterMs: null });
    } finally {
      deadline.end();
    }
  }

  async #try(claims: string | null, abortSignal: AbortSignal): Promise<Kept | SignInUnavailable> {
    const { credential, scope } = this.#options;
    const options = { enableCae: true, abortSignal, ...(claims === null ? {} : { claims }) };
    try {
      const answer = await raced(credential.getToken(scope, options), abortSignal);
      if (answer === null) throw new KnownError('tenant', worded(TROUBLE_WORDS.noToken, { scope }));
      return keptFrom(answer.token, answer.expiresOnTimestamp);
    } catch (error) {
      if (error instanceof SignInUnavailable) return error;
      throw error;
    }
  }

  #keep(kept: Kept): string {
    this.#current = kept;
    this.#aheadAt = 0;
    return kept.token;
  }
}

/** The library reckons the end by this machine's clock, which may be set meanwhile: only how long that is counts. */
function keptFrom(token: string, expiresOnTimestamp: number): Kept {
  const now = performance.now();
  const livesMs = Math.max(expiresOnTimestamp - Date.now(), LEAST_USE_MS);
  const expiresAt = now + livesMs;
  const renewAt = expiresAt - Math.min(RENEW_BEFORE_MS, livesMs / 2);
  return { token, renewAt, expiresAt };
}

/**
 * The claims of a continuous-access-evaluation challenge, decoded as `getToken` wants them; null where the
 * header holds none that is a JSON object.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsOf(wwwAuthenticate: string | null): string | null {
  for (const [, name = '', quoted, bare = ''] of (wwwAuthenticate ?? '').matchAll(PARAMETER)) {
    if (name.toLowerCase() !== 'claims') continue;
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/gs, '$1');
    const claims = Buffer.from(value, 'base64').toString('utf8');
    if (isJsonObject(claims)) return claims;
  }
  return null;
}

/** `name="quoted"` or `name=bare` (RFC 9110, 11.2); a quoted one may hold what looks like another. */
const PARAMETER = /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gs;

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
