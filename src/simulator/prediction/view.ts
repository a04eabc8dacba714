import { tellsKinds } from '../tenant/exchange-reach.ts';
import { at } from '../tenant/hash.ts';
import { isGuest, isThing, type Account, type SegmentKind } from '../tenant/layout.ts';
import type { DirectoryTruth } from '../tenant/directory-truth.ts';
import type { Permission } from '../tenant/permission.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { createReads, type Reads } from './reads.ts';

/** What a config can tell accounts apart by. */
export interface AccountTruth {
  readonly id: string;
  readonly kind: SegmentKind;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly companyName: string | null;
  /** Last part of the UPN's local part: `med`, a site, or '' where the UPN has no such part. */
  readonly site: string;
  /** The tenant's own category, and whether it is one of physicians. */
  readonly category: string;
  readonly physician: boolean;
}

/** `service`: of accounts that no person signs in with. */
export interface SeenCategory {
  readonly id: string;
  readonly physician: boolean;
  readonly service?: boolean;
}

/** How another config would look at the same tenant; by default as the tenant's own config does. */
export interface PredictionView {
  readonly inactiveAfterDays?: number;
  readonly categories?: readonly SeenCategory[];
  /** Whether the config asks for the state of per-user MFA. Default true. */
  readonly perUserMfa?: boolean;
  /** What the reader does not have, besides what the tenant refuses. */
  readonly unread?: readonly Permission[];
  /** The category's id; '' for none. */
  readonly categoryOf?: (account: AccountTruth) => string;
  /** The establishment's id; '' for none. */
  readonly establishmentOf?: (account: AccountTruth) => string;
}

/** An account as the view sees it. */
export interface Seen {
  readonly account: Account;
  readonly directory: DirectoryTruth;
  readonly category: string;
  readonly physician: boolean;
  readonly service: boolean;
  readonly establishment: string;
  /** Whether it has a personal mailbox. */
  readonly personal: boolean;
  /** Whether it is an enabled member account, and no shared mailbox's or room's. */
  readonly member: boolean;
}

export interface Viewer {
  readonly categories: readonly SeenCategory[];
  readonly inactiveAfterDays: number;
  readonly perUserMfa: boolean;
  readonly reads: Reads;
  /** Whether it is known who is in the enrolment group. */
  readonly readsEnrolment: boolean;
  see(account: Account): Seen;
}

export function createViewer(tenant: Tenant, view: PredictionView): Viewer {
  const categories: readonly SeenCategory[] =
    view.categories ?? tenant.spec.categories.map(({ id, physician }) => ({ id, physician }));
  const placed = new Map(categories.map((category) => [category.id, category]));
  const reads = createReads(tenant.overrides, view.unread);
  const custom = view.categoryOf !== undefined || view.establishmentOf !== undefined;
  return {
    categories,
    inactiveAfterDays: view.inactiveAfterDays ?? 90,
    perUserMfa: view.perUserMfa ?? true,
    reads,
    readsEnrolment: reads('group-members') && tenant.overrides.hiddenEnrolment !== true,
    see(account) {
      const directory = tenant.directoryOf(account);
      const truth = custom ? truthOf(tenant, account, directory) : null;
      const category = (truth === null ? undefined : view.categoryOf?.(truth)) ?? account.segment.category.id;
      const establishment =
        (truth === null ? undefined : view.establishmentOf?.(truth)) ??
        companyName(tenant, account, directory) ??
        '';
      return {
        account,
        directory,
        category,
        establishment,
        physician: placed.get(category)?.physician ?? false,
        service: placed.get(category)?.service ?? false,
        personal: isPersonal(tenant, account),
        member: isMember(tenant, account, directory),
      };
    },
  };
}

/** Everything a config can tell an account apart by. */
export function truthOf(tenant: Tenant, account: Account, directory: DirectoryTruth): AccountTruth {
  const { userPrincipalName, displayName, site } = tenant.identityOf(account);
  const { id, physician } = account.segment.category;
  return {
    id: tenant.ids.idOf(account.slot),
    kind: account.segment.kind,
    userPrincipalName,
    displayName,
    jobTitle: directory.jobTitle,
    companyName: companyName(tenant, account, directory),
    site,
    category: id,
    physician,
  };
}

function companyName(tenant: Tenant, account: Account, directory: DirectoryTruth): string | null {
  if (!directory.withCompany) return null;
  return at(tenant.spec.establishments, tenant.identityOf(account).establishment).name;
}

/** Where Recipient Type is absent, Exchange tells of the mailboxes it hosts; without either, the licences alone do. */
function isPersonal(tenant: Tenant, account: Account): boolean {
  const { kind } = account.segment;
  if (tenant.overrides.recipientType !== 'absent') return kind === 'mailbox';
  const isTold = tellsKinds(tenant.overrides);
  const isHosted = isTold && tenant.accessOf(account) !== 'on-premises';
  const isPerson = kind === 'mailbox' || (kind === 'shared-licensed' && !isTold);
  return isPerson && (isHosted || tenant.mailLicensed(account));
}

function isMember(tenant: Tenant, account: Account, directory: DirectoryTruth): boolean {
  const { kind } = account.segment;
  if (!directory.enabled || isGuest(kind)) return false;
  return !isThing(kind) || !tellsKinds(tenant.overrides);
}
