import { at } from '../tenant/hash.ts';
import { isGuest, isThing, type Account, type SegmentKind } from '../tenant/layout.ts';
import type { DirectoryTruth } from '../tenant/directory-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';

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

/** How another config would look at the same tenant; by default as the tenant's own config does. */
export interface PredictionView {
  readonly inactiveAfterDays?: number;
  readonly categories?: readonly { readonly id: string; readonly physician: boolean }[];
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
  readonly establishment: string;
  /** Whether it has a personal mailbox. */
  readonly personal: boolean;
  /** Whether it is an enabled member account, and no shared mailbox's or room's. */
  readonly member: boolean;
}

export interface Viewer {
  readonly categories: readonly { readonly id: string; readonly physician: boolean }[];
  readonly inactiveAfterDays: number;
  see(account: Account): Seen;
}

export function createViewer(tenant: Tenant, view: PredictionView): Viewer {
  const categories =
    view.categories ?? tenant.spec.categories.map(({ id, physician }) => ({ id, physician }));
  const physicianOf = new Map(categories.map(({ id, physician }) => [id, physician]));
  const custom = view.categoryOf !== undefined || view.establishmentOf !== undefined;
  return {
    categories,
    inactiveAfterDays: view.inactiveAfterDays ?? 90,
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
        physician: physicianOf.get(category) ?? false,
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

/** Without Recipient Type nobody can tell a licensed shared mailbox, nor an unlicensed person's. */
function isPersonal(tenant: Tenant, account: Account): boolean {
  const { kind } = account.segment;
  if (tenant.overrides.recipientType !== 'absent') return kind === 'mailbox';
  return (kind === 'mailbox' || kind === 'shared-licensed') && tenant.mailLicensed(account);
}

function isMember(tenant: Tenant, account: Account, directory: DirectoryTruth): boolean {
  const { kind } = account.segment;
  if (!directory.enabled || isGuest(kind)) return false;
  return !isThing(kind) || tenant.overrides.recipientType === 'absent';
}
