import { createCalendar, type Calendar } from './calendar.ts';
import { createDirectoryTruths, type DirectoryTruths } from './directory-truth.ts';
import { createFates, type Fate, type Fates } from './fate.ts';
import { createLayout, type Account, type Layout } from './layout.ts';
import { createMailTruths, type MailTruths } from './mail-truth.ts';
import { createAccess, type ClosedMailboxes, type MailboxAccess } from './mailbox-access.ts';
import { createMfaTruths, type MfaTruth } from './mfa-truth.ts';
import { createNames, type Identity } from './names.ts';
import type { Permission } from './permission.ts';
import { createObjectIds, type ObjectIds } from './object-id.ts';
import { createRedirectTruths, type RedirectTruth } from './redirect-truth.ts';
import { scaleTenant } from './scale-tenant.ts';
import { createServiceTruths, type ServiceTruth } from './service-truth.ts';
import { createSignInTruths, type SignInTruth } from './sign-in-truth.ts';
import { mailboxesOf, type TenantSpec } from './tenant-spec.ts';

/** Things a test can turn on or off in the cloud. */
export interface Overrides {
  /** false: no Entra ID P1, so sign-ins and registrations are refused by licence. Default true. */
  readonly entraPremium?: boolean;
  /** Usage reports hide names tenant-wide. Default false. */
  readonly concealedNames?: boolean;
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
  /** Personal mailboxes that never answer with their rules, besides the two numbers above. */
  readonly closedMailboxes?: readonly ClosedMailboxes[];
  /** How many accounts the directory lists a second time, on its last page. */
  readonly duplicateAccounts?: number;
  /** How many accounts the directory lists without their id. */
  readonly accountsWithoutId?: number;
  /** Accounts that come and go while the directory is being read. */
  readonly changingDirectory?: ChangingDirectory;
  /** What `$count` adds to the truth. Default 0. */
  readonly countDiffersBy?: number;
}

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
  readonly overrides?: Overrides | undefined;
}

/** A tenant's own truth: every account computed from its slot, nothing kept. */
export interface Tenant extends Layout, MailTruths, DirectoryTruths {
  readonly calendar: Calendar;
  readonly ids: ObjectIds;
  readonly overrides: Overrides;
  identityOf(account: Account): Identity;
  signInsOf(account: Account): SignInTruth;
  mfaOf(account: Account): MfaTruth;
  redirectOf(account: Account): RedirectTruth;
  servicesOf(account: Account): ServiceTruth;
  accessOf(account: Account): MailboxAccess;
  fateOf(account: Account): Fate;
  /** Members of the enrolment group, by ordinal 0 … n − 1. */
  telefaxMembers(): Generator<Account>;
  /** Every account, in the directory's own order. */
  accounts(): Generator<Account>;
}

export function createTenant(options: TenantOptions): Tenant {
  const { tenant, today } = options;
  const spec = scaleTenant(tenant, options.mailboxes ?? mailboxesOf(tenant));
  const layout = createLayout(spec, options.seed ?? tenant.seed);
  const mail = createMailTruths(layout);
  const directory = createDirectoryTruths(layout, mail);
  const overrides = options.overrides ?? {};
  return {
    ...layout,
    ...mail,
    ...directory,
    overrides,
    calendar: createCalendar(today, spec.reportLagDays + (overrides.staleReportDays ?? 0)),
    ids: createObjectIds(layout.seed, layout.size),
    identityOf: createNames(layout),
    signInsOf: createSignInTruths(layout, mail),
    mfaOf: createMfaTruths(layout),
    redirectOf: createRedirectTruths(layout),
    servicesOf: createServiceTruths(layout, mail, directory.mailLicensed),
    accessOf: createAccess(layout, [
      { access: 'denied', count: overrides.deniedMailboxes ?? 0 },
      { access: 'on-premises', count: overrides.mailboxesOnPremises ?? 0 },
      ...(overrides.closedMailboxes ?? []),
    ]),
    fateOf: createFates(layout, fatesOf(overrides)),
    telefaxMembers: () => telefaxMembers(layout),
    *accounts() {
      for (let position = 0; position < layout.size; position += 1) {
        yield layout.accountAt(layout.order.forward(position));
      }
    },
  };
}

function fatesOf({ changingDirectory, accountsWithoutId = 0 }: Overrides): Fates {
  const { created = 0, deleted = 0 } = changingDirectory ?? {};
  return { created, deleted, withoutId: accountsWithoutId };
}

function* telefaxMembers(layout: Layout): Generator<Account> {
  for (const segment of layout.segments) {
    if (segment.kind !== 'mailbox') continue;
    const scatter = layout.permutation(segment.count, `telefax ${segment.category.id}`);
    for (let rank = 0; rank < segment.category.telefax; rank += 1) {
      yield layout.accountAt(segment.start + scatter.inverse(rank));
    }
  }
}
