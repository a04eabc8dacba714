import { isGuest } from '../tenant/layout.ts';
import { METHOD_TO_COME } from '../tenant/mfa-methods.ts';
import type { RoleHolding } from '../tenant/role-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Counting } from './counting.ts';
import { createTallyBook, type Verdict } from './tallies.ts';
import type { Seen, Viewer } from './view.ts';

const STRONGEST = {
  phishingResistant: 'phishing-resistant',
  app: 'app',
  phone: 'phone',
  none: 'none',
} as const;

export function mfaStatus(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = { registered: 0, capable: 0, adminsWithoutMfa: 0, passwordless: 0 };
  const byStrongestMethod = { 'phishing-resistant': 0, app: 0, phone: 0, other: 0, none: 0 };
  const assessable = viewer.reads('mfa-registrations');
  let unknown = 0;
  return {
    id: 'mfa-status',
    assessable,
    book,
    facts: () => ({
      ...facts,
      byStrongestMethod,
      ...(unknown > 0 ? { unknownMethods: { [METHOD_TO_COME]: unknown } } : {}),
    }),
    add(seen) {
      if (!seen.member) return;
      const { reported, registered, capable, admin, passwordless, profile } = tenant.mfaOf(seen.account);
      const known = assessable && reported;
      book.add(seen, !known ? 'undetermined' : capable ? 'compliant' : 'non-compliant');
      if (!known) return;
      byStrongestMethod[STRONGEST[profile.strength]] += 1;
      if (profile.methods.includes(METHOD_TO_COME)) unknown += 1;
      if (registered) facts.registered += 1;
      if (capable) facts.capable += 1;
      if (passwordless) facts.passwordless += 1;
      if (!capable && (admin === true || hasActive(rolesSeen(tenant, viewer, seen))))
        facts.adminsWithoutMfa += 1;
    },
  };
}

/** The roles of an account that a reader knows of. */
function rolesSeen(tenant: Tenant, { reads }: Viewer, { account }: Seen): readonly RoleHolding[] {
  if (!reads('role-assignments')) return [];
  return tenant
    .rolesOf(account)
    .filter(({ assignment }) => assignment === 'active' || reads('role-eligibility'))
    .filter(({ through }) => through === null || reads('group-members'));
}

function hasActive(roles: readonly RoleHolding[]): boolean {
  return roles.some(({ assignment }) => assignment === 'active');
}

/** By its roles, else by what the registrations tell; where nothing tells, anybody may be one. */
function isAdministrator(tenant: Tenant, viewer: Viewer, seen: Seen): boolean {
  if (viewer.reads('role-assignments')) return rolesSeen(tenant, viewer, seen).length > 0;
  const { reported, admin } = tenant.mfaOf(seen.account);
  return viewer.reads('mfa-registrations') ? reported && admin === true : true;
}

/** What requires MFA of an account at every sign-in; null for nothing. */
type Enforced = 'policy' | 'security-defaults' | 'per-user' | 'blocked' | null | 'unknown';

/** Per-user states are looked at where nothing else covers; where they were not asked, nobody is known to have none. */
function enforcedOn(tenant: Tenant, viewer: Viewer, seen: Seen): Enforced {
  const { account } = seen;
  const truths = tenant.enforcementOf(account);
  const truth = mustHoldEverywhere(tenant, viewer, seen) ? truths.administratorBasis : truths.basis;
  const isKnown = viewer.reads(truth === 'security-defaults' ? 'security-defaults' : 'conditional-access');
  const basis = isKnown ? truth : 'unknown';
  if (basis !== null && basis !== 'unknown') return basis;
  if (!knowsPerUser(tenant, viewer)) return 'unknown';
  if (tenant.perUserMfaOf(account) === 'enforced') return 'per-user';
  return maybePreviewed(tenant, account) ? 'unknown' : basis;
}

function knowsPerUser({ overrides }: Tenant, { perUserMfa, reads }: Viewer): boolean {
  return perUserMfa && reads('per-user-mfa') && overrides.perUserMfaInBulk !== 'absent';
}

/** Of an administrator MFA must be required for everything: by the roles, else by what the registrations tell. */
function mustHoldEverywhere(tenant: Tenant, viewer: Viewer, seen: Seen): boolean {
  if (rolesSeen(tenant, viewer, seen).length > 0) return true;
  if (viewer.reads('role-assignments') || !viewer.reads('mfa-registrations')) return false;
  const { reported, admin } = tenant.mfaOf(seen.account);
  return reported && admin === true;
}

/** A policy that only beta gives is not known whole: whom it may cover is not known. */
function maybePreviewed(tenant: Tenant, account: Seen['account']): boolean {
  return tenant.overrides.previewPolicy === true && tenant.isInGroup(account, 'telework');
}

function verdictOn(enforced: Enforced): Verdict {
  if (enforced === 'unknown') return 'undetermined';
  return enforced === null ? 'non-compliant' : 'compliant';
}

/** Accounts of services and guests are tallied apart. */
export function mfaEnforcement(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const byBasis = { policy: 0, 'security-defaults': 0, 'per-user': 0, blocked: 0 };
  const facts = { conditionalOnly: 0, reportOnly: 0, excluded: 0, serviceAccounts: 0, guests: 0 };
  const untold = { serviceAccounts: false, guests: false };
  const policies = viewer.reads('conditional-access');
  const defaultsRead = viewer.reads('security-defaults');
  // Without the policies nobody is known to be left out, unless the security defaults are on: then there are none.
  const assessable = policies || (defaultsRead && tenant.overrides.securityDefaults === true);
  const bases = (): Record<string, number> => {
    const { policy, blocked, 'security-defaults': defaults, 'per-user': perUser } = byBasis;
    return {
      ...(policies ? { policy, blocked } : {}),
      ...(policies || defaultsRead ? { 'security-defaults': defaults } : {}),
      ...(knowsPerUser(tenant, viewer) ? { 'per-user': perUser } : {}),
    };
  };
  return {
    id: 'mfa-enforcement',
    assessable,
    book,
    facts: () => ({ byBasis: bases(), ...(policies ? withoutUntold(facts, untold) : {}) }),
    otherwise: () => (Object.keys(bases()).length === 0 ? {} : { byBasis: bases() }),
    add(seen) {
      const guest = isGuest(seen.account.segment.kind) && seen.directory.enabled;
      if (!seen.member && !guest) return;
      const enforced = enforcedOn(tenant, viewer, seen);
      if (guest || seen.service) {
        if (enforced === null) facts[guest ? 'guests' : 'serviceAccounts'] += 1;
        if (enforced === 'unknown') untold[guest ? 'guests' : 'serviceAccounts'] = true;
        return;
      }
      book.add(seen, assessable ? verdictOn(enforced) : 'undetermined');
      if (enforced === 'unknown') return;
      if (enforced !== null) {
        byBasis[enforced] += 1;
        return;
      }
      for (const fact of whyNot(tenant, viewer, seen)) facts[fact] += 1;
    },
  };
}

/** What comes near an account of which MFA is not demanded. */
function whyNot(
  tenant: Tenant,
  viewer: Viewer,
  seen: Seen,
): ('conditionalOnly' | 'reportOnly' | 'excluded')[] {
  const truth = tenant.enforcementOf(seen.account);
  const isAdmin = mustHoldEverywhere(tenant, viewer, seen);
  return [
    ...((isAdmin ? truth.administratorConditionally : truth.conditionally)
      ? (['conditionalOnly'] as const)
      : []),
    ...(truth.inReport ? (['reportOnly'] as const) : []),
    ...(truth.excluded ? (['excluded'] as const) : []),
  ];
}

/** What is not known of some is no figure. */
function withoutUntold(
  facts: Readonly<Record<string, number>>,
  untold: Readonly<Record<string, boolean>>,
): Record<string, number> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => untold[name] !== true));
}

function worse(enforced: Verdict, capable: boolean): Verdict {
  return capable ? enforced : 'non-compliant';
}

/** Of whom it is not known whether they can answer, nothing good can be said. */
function unlessCompliant(enforced: Verdict): Verdict {
  return enforced === 'compliant' ? 'undetermined' : enforced;
}

export function adminMfa(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = {
    active: 0,
    eligibleOnly: 0,
    notCapable: 0,
    notEnforced: 0,
    guests: 0,
    phishingResistant: 0,
  };
  const { reads } = viewer;
  const [roles, registrations] = [reads('role-assignments'), reads('mfa-registrations')];
  const assessable = roles || registrations;
  return {
    id: 'admin-mfa',
    assessable,
    book,
    facts: () => ({
      ...(roles ? { active: facts.active } : {}),
      ...(reads('role-eligibility') ? { eligibleOnly: facts.eligibleOnly } : {}),
      ...(registrations ? { notCapable: facts.notCapable } : {}),
      ...(reads('conditional-access') ? { notEnforced: facts.notEnforced } : {}),
      ...(facts.guests > 0 ? { guests: facts.guests } : {}),
      ...(registrations ? { phishingResistant: facts.phishingResistant } : {}),
    }),
    add(seen) {
      const { account, directory } = seen;
      const guest = isGuest(account.segment.kind);
      if (!directory.enabled || (guest && !roles && !registrations)) return;
      if (!isAdministrator(tenant, viewer, seen)) return;
      const { reported: hasRow, capable, profile } = tenant.mfaOf(account);
      const reported = registrations && hasRow;
      const enforced = assessable ? verdictOn(enforcedOn(tenant, viewer, seen)) : 'undetermined';
      // A guest answers with the methods of its own organisation, which are not told here.
      const incapable = reported && !capable && !guest;
      const known = reported && (capable || !guest);
      book.add(seen, known ? worse(enforced, capable) : unlessCompliant(enforced));
      facts[hasActive(rolesSeen(tenant, viewer, seen)) ? 'active' : 'eligibleOnly'] += 1;
      facts.guests += Number(guest);
      facts.notCapable += Number(incapable);
      facts.notEnforced += Number(enforced === 'non-compliant');
      facts.phishingResistant += Number(reported && profile.strength === 'phishingResistant');
    },
  };
}
