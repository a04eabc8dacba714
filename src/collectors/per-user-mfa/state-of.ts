import { textField, type Fields } from '../fields.ts';

const STATES = /^(disabled|enabled|enforced)$/;

/**
 * The state of per-user MFA in lower case; null where the key did not come, or holds none of the documented states:
 * https://learn.microsoft.com/graph/api/resources/strongauthenticationrequirements
 */
export function stateOf(fields: Fields): string | null {
  const state = textField(fields, 'perUserMfaState')?.trim().toLowerCase() ?? '';
  return STATES.test(state) ? state : null;
}

/** That of so many accounts the state did not come. */
export function statesUntold(count: number): string {
  return count === 1 ? '1 account did not tell its state' : `${count} accounts did not tell their state`;
}
