import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';

const YEAR_ONE =
  '{"lastSignInDateTime":"0001-01-01T00:00:00Z","lastSignInRequestId":null,"lastNonInteractiveSignInDateTime":"0001-01-01T00:00:00Z","lastNonInteractiveSignInRequestId":null,"lastSuccessfulSignInDateTime":"0001-01-01T00:00:00Z","lastSuccessfulSignInRequestId":null}';

/** `signInActivity` of an account as JSON text; null where Graph leaves the property out. */
export function signInActivityJson(tenant: Tenant, account: Account): string | null {
  if (tenant.overrides.signInActivityAbsent === true) return null;
  const { wire, successAge, interactiveAge, nonInteractiveAge } = tenant.signInsOf(account);
  if (wire === 'absent') return null;
  if (wire === 'year-one') return YEAR_ONE;
  const instant = (age: number | null, noise: number): string =>
    age === null ? 'null' : `"${tenant.calendar.instant(age, noise)}"`;
  const id = (age: number | null, part: string): string =>
    age === null ? 'null' : `"${tenant.ids.idOf(account.slot).slice(0, 24)}${part}"`;
  const { noise } = account;
  return (
    `{"lastSignInDateTime":${instant(interactiveAge, noise >>> 2)}` +
    `,"lastSignInRequestId":${id(interactiveAge, '00000000a100')}` +
    `,"lastNonInteractiveSignInDateTime":${instant(nonInteractiveAge, noise >>> 6)}` +
    `,"lastNonInteractiveSignInRequestId":${id(nonInteractiveAge, '00000000b200')}` +
    `,"lastSuccessfulSignInDateTime":${instant(successAge, noise >>> 8)}` +
    `,"lastSuccessfulSignInRequestId":${id(successAge, '00000000c300')}}`
  );
}
