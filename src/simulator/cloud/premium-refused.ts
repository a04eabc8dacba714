import { graphError, type Answer } from './answer.ts';

/** What Graph says to a tenant without Entra ID P1, and at times to one that has it. */
export function premiumRefused(): Answer {
  return graphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}
