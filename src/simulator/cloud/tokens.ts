import { createHmac, randomBytes } from 'node:crypto';

export const TOKEN_LIFETIME_S = 3599;

/** Access tokens: they look like any JWT, and only those issued here are known here. */
export interface Tokens {
  issue(audience: string, appId: string, tenantId: string): string;
  /** The audience of a token that is known and still valid; null otherwise. */
  audienceOf(authorization: string | undefined): string | null;
}

const MOST_KEPT = 1000;

/** `now` gives milliseconds since 1970. */
export function createTokens(now: () => number): Tokens {
  const key = randomBytes(32);
  const issued = new Map<string, { audience: string; expiresAt: number }>();
  let serial = 0;
  return {
    issue(audience, appId, tenantId) {
      const seconds = Math.floor(now() / 1000);
      serial += 1;
      const claims = {
        aud: audience,
        iss: `https://sts.windows.net/${tenantId}/`,
        iat: seconds,
        nbf: seconds,
        exp: seconds + TOKEN_LIFETIME_S,
        appid: appId,
        idtyp: 'app',
        tid: tenantId,
        uti: String(serial),
        ver: '1.0',
      };
      const text = `${part({ typ: 'JWT', alg: 'HS256', kid: 'simulated' })}.${part(claims)}`;
      const token = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
      issued.set(token, { audience, expiresAt: now() + TOKEN_LIFETIME_S * 1000 });
      for (const oldest of issued.keys()) {
        if (issued.size <= MOST_KEPT) break;
        issued.delete(oldest);
      }
      return token;
    },
    audienceOf(authorization) {
      if (authorization?.startsWith('Bearer ') !== true) return null;
      const token = issued.get(authorization.slice('Bearer '.length));
      return token !== undefined && token.expiresAt > now() ? token.audience : null;
    },
  };
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
