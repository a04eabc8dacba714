import { createCalendar, type Calendar } from './calendar.ts';
import { createDirectoryTruths, type DirectoryTruths } from './directory-truth.ts';
import { createLayout, isThing, type Account, type Layout } from './layout.ts';
import { createMailTruths, type MailTruths } from './mail-truth.ts';
import { createMfaTruths, type MfaTruth } from './mfa-truth.ts';
import { createNames, type Identity } from './names.ts';
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
}

export type Permission =
  | 'organization'
  | 'domains'
  | 'subscribed-skus'
  | 'report-settings'
  | 'accounts'
  | 'sign-in-activity'
  | 'mail-activity'
  | 'mailbox-usage'
  | 'service-activity'
  | 'inbox-rules'
  | 'mfa-registrations'
  | 'group-members';

export interface TenantOptions {
  readonly tenant: TenantSpec;
  /** YYYY-MM-DD; every date of the tenant is relative to it. */
  readonly today: string;
  /** Number of personal mailboxes, 200 or more; default the spec's own. */
  readonly mailboxes?: number | undefined;
  readonly seed?: number | undefined;
  readonly overrides?: Overrides | undefined;
}

/** Whether a mailbox answers at all. */
export type MailboxAccess = 'open' | 'denied' | 'on-premises' | 'none';

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
    calendar: createCalendar(today, spec.reportLagDays),
    ids: createObjectIds(layout.seed, layout.size),
    identityOf: createNames(layout),
    signInsOf: createSignInTruths(layout, mail),
    mfaOf: createMfaTruths(layout),
    redirectOf: createRedirectTruths(layout),
    servicesOf: createServiceTruths(layout, mail, directory.mailLicensed),
    accessOf: createAccess(layout, overrides),
    telefaxMembers: () => telefaxMembers(layout),
    *accounts() {
      for (let position = 0; position < layout.size; position += 1) {
        yield layout.accountAt(layout.order.forward(position));
      }
    },
  };
}

function createAccess(layout: Layout, overrides: Overrides): (account: Account) => MailboxAccess {
  const { deniedMailboxes = 0, mailboxesOnPremises = 0 } = overrides;
  const scatter = layout.permutation(layout.mailboxes, 'mailbox access');
  return ({ segment, ordinal }) => {
    if (segment.kind !== 'mailbox') return isThing(segment.kind) ? 'open' : 'none';
    const rank = scatter.forward(segment.personalStart + ordinal);
    if (rank < deniedMailboxes) return 'denied';
    return rank < deniedMailboxes + mailboxesOnPremises ? 'on-premises' : 'open';
  };
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
