import type { Account } from '../tenant/layout.ts';
import type { MfaTruth } from '../tenant/mfa-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';

type Writer = (tenant: Tenant, account: Account, mfa: MfaTruth) => string;

const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['id', (tenant, account) => `"${tenant.ids.idOf(account.slot)}"`],
  ['userPrincipalName', (tenant, account) => `"${tenant.identityOf(account).userPrincipalName}"`],
  ['userDisplayName', (tenant, account) => JSON.stringify(tenant.identityOf(account).displayName)],
  ['isAdmin', (_, __, mfa) => String(mfa.admin)],
  ['isSsprRegistered', () => 'false'],
  ['isSsprEnabled', () => 'false'],
  ['isSsprCapable', () => 'false'],
  ['isMfaRegistered', (_, __, mfa) => String(mfa.registered)],
  ['isMfaCapable', (_, __, mfa) => String(mfa.capable)],
  ['isPasswordlessCapable', (_, __, mfa) => String(mfa.passwordless)],
  ['lastUpdatedDateTime', (tenant) => `"${tenant.calendar.today}T02:15:41.6195833Z"`],
  ['methodsRegistered', (_, __, mfa) => JSON.stringify(mfa.profile.methods)],
  ['isSystemPreferredAuthenticationMethodEnabled', () => 'true'],
  [
    'systemPreferredAuthenticationMethods',
    (_, __, { profile }) => (profile.systemPreferred === 'none' ? '[]' : `["${profile.systemPreferred}"]`),
  ],
  ['userPreferredMethodForSecondaryAuthentication', (_, __, { profile }) => `"${profile.preferred}"`],
  ['userType', (_, account) => (account.segment.kind.startsWith('guest') ? '"guest"' : '"member"')],
]);

export const REGISTRATION_PROPERTIES: readonly string[] = [...WRITERS.keys()];

/** A function that writes an account's registration row as JSON text; null for accounts without a row. */
export function registrationWriter(
  tenant: Tenant,
  properties: readonly string[],
): (account: Account) => string | null {
  const writers = properties.map((name) => {
    const write = WRITERS.get(name);
    if (write === undefined) throw new RangeError(`no property ${name}`);
    return { head: `"${name}":`, write };
  });
  return (account) => {
    const mfa = tenant.mfaOf(account);
    if (!mfa.reported) return null;
    return `{${writers.map(({ head, write }) => head + write(tenant, account, mfa)).join(',')}}`;
  };
}
