import { exchangeReach } from '../tenant/exchange-reach.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Answer, CloudRequest } from './answer.ts';
import { refused } from './login-answer.ts';

/** A sign-in for Exchange where the tenant has no service principal of it; null where it may go on. */
export function refusedExchangeSignIn(tenant: Tenant, request: CloudRequest): Answer | null {
  if (exchangeReach(tenant.overrides).token || request.method !== 'POST') return null;
  const resource = 'https://outlook.office365.com';
  if (new URLSearchParams(request.body).get('scope')?.includes(`${resource}/`) !== true) return null;
  return refused(
    400,
    'invalid_resource',
    `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${tenant.spec.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    500011,
  );
}
