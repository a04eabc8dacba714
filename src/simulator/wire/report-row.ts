import { hash32 } from '../tenant/hash.ts';
import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** One row's subject: whose name it bears, and whether that account is gone. */
export interface Bearer {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly deleted: boolean;
  /** Age of the last activity that the row tells, where it is not the account's own. */
  readonly lastAge: number | null;
}

/** A report of one row per account. */
export interface Report {
  header(tenant: Tenant): string;
  /** Whether the report knows the account at all. */
  covers(tenant: Tenant, account: Account): boolean;
  /** Whether a row can say that its account is gone; else accounts that share a name cannot be told apart. */
  readonly tellsDeleted: boolean;
  row(tenant: Tenant, account: Account, bearer: Bearer, period: number): string;
}

/** The columns that reports begin with: Report Refresh Date to Deleted Date, with Display Name. */
export function beginning(tenant: Tenant, bearer: Bearer): string {
  const { displayName } = bearer;
  const name = tenant.overrides.concealedNames === true ? concealed(tenant, displayName) : displayName;
  return `${tenant.calendar.refreshedOn},${nameOf(tenant, bearer)},${cell(name)},${goneOf(tenant, bearer)}`;
}

/** As `beginning`, of the reports without Display Name. */
export function beginningUnnamed(tenant: Tenant, bearer: Bearer): string {
  return `${tenant.calendar.refreshedOn},${nameOf(tenant, bearer)},${goneOf(tenant, bearer)}`;
}

/** User Principal Name, as the tenant's settings have reports write it. */
export function nameOf(tenant: Tenant, { userPrincipalName }: Bearer): string {
  return tenant.overrides.concealedNames === true ? concealed(tenant, userPrincipalName) : userPrincipalName;
}

export function dayOf(tenant: Tenant, age: number | null): string {
  return age === null ? '' : tenant.calendar.reportDay(age);
}

function goneOf({ calendar }: Tenant, { deleted, lastAge }: Bearer): string {
  return deleted ? `True,${calendar.reportDay(Math.min(lastAge ?? 5, 25))}` : 'False,';
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name in the form that the tenant hides it by; the same name has the same, but for the one that tells nothing. */
function concealed({ overrides }: Tenant, name: string): string {
  const digits = digestOf(name);
  switch (overrides.concealedForm ?? 'hash') {
    case 'hash':
      return digits.toUpperCase();
    case 'guid':
      return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    case 'pii': {
      const [, domain] = name.split('@');
      const hidden = `<PII:H105(${Buffer.from(digits).toString('base64')})>`;
      return domain === undefined ? hidden : `${hidden}@${domain}`;
    }
    case 'unknown':
      return '(Unknown)';
  }
}

/** 32 hexadecimal digits. */
function digestOf(text: string): string {
  const letters = Array.from(text.toLowerCase(), (letter) => letter.charCodeAt(0));
  return Array.from({ length: 4 }, (_, i) =>
    hash32(i, ...letters)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
