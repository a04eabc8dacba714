import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

const claimsSchema = z.object({ roles: z.array(z.string()).optional(), idtyp: z.string().optional() });

/**
 * The application permissions that a token bears; null where it does not tell (a person's, or one of another form). Tokens are
 * formally opaque: what is in one is held against what is answered, and never decides alone.
 */
export function rolesOfToken(token: string): readonly string[] | null {
  const payload = token.split('.')[1] ?? '';
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return claims.data?.roles ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Of a read-only auditor's permissions, those that let it change something. */
export function writingRoles(roles: readonly string[]): readonly string[] {
  return roles.filter(
    (role) => !/(?:^|\.)Read(?:Basic)?(?:\.|$)/.test(role) && !/^Exchange\.ManageAsApp(?:V2)?$/.test(role),
  );
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/** When the first certificate of a PEM file ends; null where it holds none that can be read. */
export function certificateEnd(pem: string): Date | null {
  const found = PEM.exec(pem)?.[0];
  if (found === undefined) return null;
  try {
    const end = new Date(new X509Certificate(found).validTo);
    return Number.isNaN(end.getTime()) ? null : end;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
