import type { Permission } from '../tenant/tenant.ts';
import { graphError, type Answer } from './answer.ts';
import type { GraphContext } from './graph-context.ts';
import { premiumRefused } from './premium-refused.ts';
import type { Bucket } from './throttle.ts';

export function unknownSegment(segment: string): Answer {
  return graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

/** 403 where the app lacks a permission (or the tenant a licence) for this; null where it may read. */
export function refusal(context: GraphContext, permission: Permission): Answer | null {
  const { entraPremium, missingPermissions } = context.tenant.overrides;
  const premium = permission === 'sign-in-activity' || permission === 'mfa-registrations';
  if (premium && entraPremium === false) return premiumRefused();
  if (missingPermissions?.includes(permission) !== true) return null;
  if (permission === 'inbox-rules') {
    return graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  if (permission === 'mfa-registrations' || permission === 'sign-in-activity') {
    return graphError(
      403,
      'Authentication_MSGraphPermissionMissing',
      'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.',
    );
  }
  if (permission.endsWith('-activity') || permission === 'mailbox-usage' || permission === 'service-counts') {
    return graphError(403, 'S2SUnauthorized', 'Invalid permission.');
  }
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** 429 where a documented limit is used up; null where the request may pass. */
export function throttled(context: GraphContext, bucket: Bucket, units = 1): Answer | null {
  const wait = context.throttle?.take(bucket, units) ?? null;
  return wait === null ? null : tooManyRequests(wait);
}

/** `waitS`: seconds of the client's own clock. */
export function tooManyRequests(waitS: number): Answer {
  return graphError(429, 'TooManyRequests', 'Please retry again later.', { 'retry-after': waitS.toFixed(3) });
}
