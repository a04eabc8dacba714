import { createAgreementTruths, type AgreementTruths } from './agreement-truth.ts';
import { createCalendar, type Calendar } from './calendar.ts';
import type { ConcealedForm } from './concealed-form.ts';
import { createDirectoryTruths, type DirectoryTruths } from './directory-truth.ts';
import { createEnrolments, type Enrolments } from './enrolment-truth.ts';
import {
  createEnforcementTruths,
  type EnforcementOverrides,
  type EnforcementTruth,
} from './enforcement-truth.ts';
import { createFates, type Fate, type Fates } from './fate.ts';
import { createLayout, type Account, type Layout } from './layout.ts';
import { createLicenceTruths, type LicenceTruths } from './licence-truth.ts';
import { createMailTruths, type MailTruths } from './mail-truth.ts';
import { createAccess, type ClosedMailboxes, type MailboxAccess } from './mailbox-access.ts';
import { createMfaTruths, type MfaTruth } from './mfa-truth.ts';
import { createNames, type Identity } from './names.ts';
import type { Permission } from './permission.ts';
import { createPerUserMfa, type PerUserMfaState } from './per-user-mfa.ts';
import { createPolicyGroups, type PolicyGroupTruths } from './policy-groups.ts';
import { createObjectIds, type ObjectIds } from './object-id.ts';
import { createPast, type Past } from './past.ts';
import { createRedirectTruths, type RedirectTruths } from './redirect-truth.ts';
import { createRoleTruths, type RoleTruths } from './role-truth.ts';
import { scaleTenant } from './scale-tenant.ts';
import { createServiceTotals, type ServiceTotals } from './service-totals.ts';
import { createServiceTruths, type ServiceTruth } from './service-truth.ts';
import { createSharingTruths, type SharingTruth } from './sharing-truth.ts';
import { createSignInTruths, type SignInTruth } from './sign-in-truth.ts';
import { mailboxesOf, type TenantSpec } from './tenant-spec.ts';

/** Things a test can turn on or off in the cloud. */
export interface Overrides extends EnforcementOverrides {
  /** false: no Entra ID P1, so sign-ins and registrations are refused by licence. Default true. */
  readonly entraPremium?: boolean;
  /** `signInActivity` is in no account of an answer that succeeds. Default false. */
  readonly signInActivityAbsent?: boolean;
  /** The enrolment group hides its members: their list comes empty (HiddenMembership). Default false. */
  readonly hiddenEnrolment?: boolean;
  /** Usage reports hide names tenant-wide. Default false. */
  readonly concealedNames?: boolean;
  /** What stands in the place of a hidden name. Default hash. */
  readonly concealedForm?: ConcealedForm;
  /** What the app has no permission for. */
  readonly missingPermissions?: readonly Permission[];
  /** How many personal mailboxes answer 403. */
  readonly deniedMailboxes?: number;
  /** How many personal mailboxes lie outside the cloud (404). */
  readonly mailboxesOnPremises?: number;
  /** How mailbox usage writes Recipient Type: User, UserMailbox, or no such column. Default short. */
  readonly recipientType?: 'short' | 'long' | 'absent';
  /** Usage reports begin with a byte order mark. Default true. */
  readonly byteOrderMark?: boolean;
  /** The two shapes of /admin/reportSettings that documents show. Default flat. */
  readonly reportSettingsShape?: 'flat' | 'nested';
  /** The two shapes of a mailbox's userPurpose that are seen. Default bare. */
  readonly userPurposeShape?: 'bare' | 'object';
  /** Columns of the usage reports that differ from the documented ones. */
  readonly reportColumns?: ReportColumns;
  /** The usage reports are this many days older than the tenant's own lag. Default 0. */
  readonly staleReportDays?: number;
  /** Most rows of any page. */
  readonly pageSize?: number;
  /** A larger `$top` is refused; the documented sizes unless told. 100 or more. */
  readonly largestTop?: number;
  /** Personal mailboxes that never answer with their rules, besides the two numbers above. */
  readonly closedMailboxes?: readonly ClosedMailboxes[];
  /** How many accounts the directory lists a second time, on its last page. */
  readonly duplicateAccounts?: number;
  /** How many accounts the directory lists without their id. */
  readonly accountsWithoutId?: number;
  /** Accounts that come and go while the directory is being read. */
  readonly changingDirectory?: ChangingDirectory;
  /**
   * What Exchange Online's admin endpoint gives: rows of the documented road lack the forwarding keys and the other road
   * is open (default); both are in the documented rows, the other road closed; the keys missing and the other road
   * closed; both closed; no token for it at all.
   */
  readonly exchange?: ExchangeOverride;
  /** Rows of mailboxes have the keys of forwarding, and all of them are empty. Default false. */
  readonly forwardingNotTold?: boolean;
  /** Exchange's listing of all mailboxes ends after so many, and says in a warning that there are more. */
  readonly truncatedListing?: number;
  /** What `$count` adds to the truth. Default 0. */
  readonly countDiffersBy?: number;
  /** There is one more agreement, which nobody has answered. Default false. */
  readonly unansweredAgreement?: boolean;
}

export type ExchangeOverride =
  'v2-without-forwarding' | 'v2' | 'v2-only-without-forwarding' | 'refused' | 'no-service-principal';

export interface ReportColumns {
  /** Headers of further columns, at the end. */
  readonly added: readonly string[];
  /** Documented headers that are left out. */
  readonly missing: readonly string[];
  /** The columns come the other way round. */
  readonly reordered: boolean;
}

export interface ChangingDirectory {
  readonly created: number;
  readonly deleted: number;
  /** Whether `$count` follows the change or lags behind. */
  readonly count: 'follows' | 'lags';
}

export type { Permission } from './permission.ts';

export interface TenantOptions {
  readonly tenant: TenantSpec;
  /** YYYY-MM-DD; every date of the tenant is relative to it. */
  readonly today: string;
  /** Number of personal mailboxes, 200 or more; default the spec's own. */
  readonly mailboxes?: number | undefined;
  readonly seed?: number | undefined;
  /** The tenant as it was so many days before what its spec tells; `today` is then that earlier day. Default 0. */
  readonly daysEarlier?: number | undefined;
  readonly overrides?: Overrides | undefined;
}

/** A tenant's own truth: every account computed from its slot, nothing kept. */
export interface Tenant
  extends
    Layout,
    RedirectTruths,
    MailTruths,
    DirectoryTruths,
    LicenceTruths,
    Enrolments,
    PolicyGroupTruths,
    RoleTruths,
    AgreementTruths {
  readonly calendar: Calendar;
  readonly ids: ObjectIds;
  readonly overrides: Overrides;
  identityOf(account: Account): Identity;
  signInsOf(account: Account): SignInTruth;
  mfaOf(account: Account): MfaTruth;
  servicesOf(account: Account): ServiceTruth;
  sharingOf(account: Account): SharingTruth;
  serviceTotals(periodDays: number): ServiceTotals;
  accessOf(account: Account): MailboxAccess;
  fateOf(account: Account): Fate;
  enforcementOf(account: Account): EnforcementTruth;
  perUserMfaOf(account: Account): PerUserMfaState;
  /** Every account that is there, in the directory's own order. */
  accounts(): Generator<Account>;
  /** How many accounts are there: `size`, less the places of those who have yet to come. */
  accountTotal(): number;
}

export function createTenant(options: TenantOptions): Tenant {
  const { tenant, today, daysEarlier = 0 } = options;
  const spec = scaleTenant(tenant, options.mailboxes ?? mailboxesOf(tenant));
  const layout = createLayout(spec, options.seed ?? tenant.seed);
  const past = createPast(createMailTruths(layout), daysEarlier);
  const { mail } = past;
  const isThere = (account: Account): boolean => past.isThere(account);
  const directory = past.directory(createDirectoryTruths(layout, mail));
  const servicesNow = createServiceTruths(layout, mail, directory.mailLicensed);
  const servicesOf = (account: Account): ServiceTruth => past.services(account, servicesNow(account));
  const overrides = options.overrides ?? {};
  const groups = groupsThen(layout, past);
  const signInsNow = createSignInTruths(layout, mail);
  const mfaNow = createMfaTruths(layout);
  return {
    ...layout,
    ...mail,
    ...directory,
    ...createLicenceTruths(layout, directory),
    overrides,
    calendar: createCalendar(today, spec.reportLagDays + (overrides.staleReportDays ?? 0)),
    ids: createObjectIds(layout.seed, layout.size),
    identityOf: createNames(layout),
    signInsOf: (account) => past.signIn(account, signInsNow(account)),
    mfaOf: (account) => past.mfa(account, mfaNow(account)),
    ...redirectsThen(layout, past),
    servicesOf,
    sharingOf: createSharingTruths(layout, servicesOf),
    serviceTotals: createServiceTotals(layout, servicesOf),
    accessOf: createAccess(layout, [
      { access: 'denied', count: overrides.deniedMailboxes ?? 0 },
      { access: 'on-premises', count: overrides.mailboxesOnPremises ?? 0 },
      ...(overrides.closedMailboxes ?? []),
    ]),
    fateOf: createFates(layout, fatesOf(overrides), isThere),
    ...groups,
    ...past.agreements(createAgreementTruths(layout, overrides.unansweredAgreement ?? false)),
    enforcementOf: createEnforcementTruths(groups, overrides),
    perUserMfaOf: createPerUserMfa(layout),
    *accounts() {
      for (let position = 0; position < layout.size; position += 1) {
        const account = layout.accountAt(layout.order.forward(position));
        if (isThere(account)) yield account;
      }
    },
    accountTotal: () => (daysEarlier === 0 ? layout.size : countOf(layout, isThere)),
  };
}

type Groups = PolicyGroupTruths & RoleTruths & Enrolments;

function groupsThen(layout: Layout, past: Past): Groups {
  const isThere = (account: Account): boolean => past.isThere(account);
  const policies = createPolicyGroups(layout);
  const roles = createRoleTruths(layout);
  const enrolments = createEnrolments(layout);
  return {
    ...policies,
    ...roles,
    ...enrolments,
    policyGroupMembers: (group, category) => only(policies.policyGroupMembers(group, category), isThere),
    roleHolders: () => only(roles.roleHolders(), isThere),
    telefaxMembers: () => only(enrolments.telefaxMembers(), isThere),
  };
}

function redirectsThen(layout: Layout, past: Past): RedirectTruths {
  const now = createRedirectTruths(layout);
  return {
    ...now,
    redirectOf: (account) => past.redirect(account, now.redirectOf(account)),
    redirectedAccounts: () => only(now.redirectedAccounts(), (account) => past.isThere(account)),
  };
}

function* only(accounts: Iterable<Account>, wanted: (account: Account) => boolean): Generator<Account> {
  for (const account of accounts) if (wanted(account)) yield account;
}

function countOf(layout: Layout, wanted: (account: Account) => boolean): number {
  let count = 0;
  for (let slot = 0; slot < layout.size; slot += 1) if (wanted(layout.accountAt(slot))) count += 1;
  return count;
}

function fatesOf({ changingDirectory, accountsWithoutId = 0 }: Overrides): Fates {
  const { created = 0, deleted = 0 } = changingDirectory ?? {};
  return { created, deleted, withoutId: accountsWithoutId };
}
