import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

const LIFETIME_S = 3599;

/** Someone who signed in, and what they let the client do. */
export interface Person {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly scopes: readonly string[];
}

/** The app itself, and the application permissions that it was granted. */
export interface App {
  readonly roles: readonly string[];
}

/** Access tokens: they look like any JWT, and only those issued here are known here. */
export interface Tokens {
  /** Seconds that a token is good for. */
  readonly lifetimeS: number;
  /** `claims`: those that the client asks for, as it wrote them. `holder`: who signed in; absent: the app, without any permission. */
  issue(
    audience: string,
    appId: string,
    tenantId: string,
    claims: string | null,
    holder?: Person | App,
  ): string;
  /** Whether a token is a person's. */
  isDelegated(authorization: string | undefined): boolean;
  /** The cloud's clock, in seconds since 1970. */
  secondsNow(): number;
  /** The audience of a token that is known, still valid and not revoked; null otherwise. */
  audienceOf(authorization: string | undefined): string | null;
  /** From now on this token is refused; another one is not. */
  revoke(authorization: string | undefined): void;
  /** From now on only tokens that were asked with certain new claims will do. */
  demandClaims(): void;
  /** The claims that a token lacks, as JSON; null where it will do. */
  claimsLackedBy(authorization: string | undefined): string | null;
}

const MOST_KEPT = 1000;

interface Issued {
  readonly audience: string;
  readonly expiresAt: number;
  /** The `nbf` that was asked for. */
  readonly notBefore: string | null;
  readonly delegated: boolean;
}

/** `now` gives milliseconds since 1970. */
export function createTokens(now: () => number, lifetimeS: number = LIFETIME_S): Tokens {
  const key = randomBytes(32);
  const issued = new Map<string, Issued>();
  let serial = 0;
  let demanded: string | null = null;
  let demands = 0;
  const find = (authorization: string | undefined): Issued | undefined =>
    authorization?.startsWith('Bearer ') === true ? issued.get(bare(authorization)) : undefined;
  return {
    lifetimeS,
    secondsNow: () => Math.floor(now() / 1000),
    isDelegated: (authorization) => find(authorization)?.delegated === true,
    issue(audience, appId, tenantId, claims, holder) {
      const seconds = Math.floor(now() / 1000);
      serial += 1;
      const payload = {
        aud: audience,
        iss: `https://sts.windows.net/${tenantId}/`,
        iat: seconds,
        nbf: seconds,
        exp: seconds + lifetimeS,
        appid: appId,
        ...subjectOf(holder),
        tid: tenantId,
        uti: String(serial),
        ver: '1.0',
      };
      const text = `${part({ typ: 'JWT', alg: 'HS256', kid: 'simulated' })}.${part(payload)}`;
      const token = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
      const expiresAt = now() + lifetimeS * 1000;
      issued.set(token, {
        audience,
        expiresAt,
        notBefore: notBeforeIn(claims),
        delegated: holder !== undefined && !('roles' in holder),
      });
      for (const oldest of issued.keys()) {
        if (issued.size <= MOST_KEPT) break;
        issued.delete(oldest);
      }
      return token;
    },
    audienceOf(authorization) {
      const token = find(authorization);
      return token !== undefined && token.expiresAt > now() ? token.audience : null;
    },
    revoke(authorization) {
      issued.delete(bare(authorization ?? ''));
    },
    demandClaims() {
      // While nobody has met the last demand there is no other.
      const met = demanded === null || [...issued.values()].some(({ notBefore }) => notBefore === demanded);
      if (!met) return;
      demands += 1;
      demanded = String(Math.floor(now() / 1000) + demands);
    },
    claimsLackedBy(authorization) {
      if (demanded === null || find(authorization)?.notBefore === demanded) return null;
      return JSON.stringify({ access_token: { nbf: { essential: true, value: demanded } } });
    },
  };
}

function subjectOf(holder: Person | App | undefined): object {
  if (holder === undefined) return { idtyp: 'app' };
  // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
  if ('roles' in holder) return { idtyp: 'app', roles: holder.roles };
  const { id, userPrincipalName, scopes } = holder;
  return { idtyp: 'user', oid: id, upn: userPrincipalName, scp: scopes.join(' ') };
}

function bare(authorization: string): string {
  return authorization.slice('Bearer '.length);
}

const claimsSchema = z.looseObject({
  access_token: z.looseObject({ nbf: z.looseObject({ value: z.string() }) }),
});

/** Clients add their capabilities (`xms_cc`) to the claims that they were challenged with. */
function notBeforeIn(claims: string | null): string | null {
  if (claims === null) return null;
  try {
    return claimsSchema.safeParse(JSON.parse(claims)).data?.access_token.nbf.value ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
