import { isGuest, type Account } from './layout.ts';
import { POLICIES, type Policy, type Who } from './policies.ts';
import type { PolicyGroup, PolicyGroupTruths } from './policy-groups.ts';
import type { Permission } from './permission.ts';
import { ROLE_GROUPS, type Role, type RoleTruths } from './role-truth.ts';

/** `blocked`: it cannot sign in at all. */
export type Basis = 'policy' | 'security-defaults' | 'blocked';

/** Whether MFA is required of an account at every sign-in, and what comes near it. */
export interface EnforcementTruth {
  /** What requires it; null for nothing, `unknown` where a group that decides it cannot be read. */
  readonly basis: Basis | null | 'unknown';
  /** The same of an administrator, of whom it must be required for everything. */
  readonly administratorBasis: Basis | null | 'unknown';
  /** An enabled MFA policy covers it under conditions. */
  readonly conditionally: boolean;
  /** The same of an administrator: for everything, and not for Office 365 alone. */
  readonly administratorConditionally: boolean;
  /** A report-only MFA policy would cover it, by modern clients at the least. */
  readonly inReport: boolean;
  /** It is excluded from an MFA policy that would cover it. */
  readonly excluded: boolean;
}

/** What a test can turn on or off about the requirement of MFA. */
export interface EnforcementOverrides {
  /** true: security defaults are on, and no policy is. Default false. */
  readonly securityDefaults?: boolean;
  /** Default shipped. */
  readonly conditionalAccess?: 'none' | 'shipped';
  /** Groups of policies whose members are refused (403). */
  readonly refusedGroups?: readonly PolicyGroup[];
  /** Groups of policies that hide their members: their lists come empty (HiddenMembership). */
  readonly hiddenGroups?: readonly PolicyGroup[];
  /** Where a listing of users tells the state of per-user MFA: v1.0 and beta, beta alone, or nowhere. Default told. */
  readonly perUserMfaInBulk?: 'told' | 'beta' | 'absent';
  /** One more policy, which demands MFA of staff and is in beta alone. Default false. */
  readonly previewPolicy?: boolean;
}

/** Who holds which role, and who is in which group, as far as an app may read it. */
interface Refusals extends EnforcementOverrides {
  readonly missingPermissions?: readonly Permission[];
}

type Answer = boolean | 'unknown';

/** The policies as the cloud has them: with security defaults on none of them can be enabled. */
export function policiesUnder({ securityDefaults, conditionalAccess }: EnforcementOverrides): Policy[] {
  if (conditionalAccess === 'none') return [];
  return POLICIES.map((policy) =>
    securityDefaults === true && policy.state === 'enabled' ? { ...policy, state: 'disabled' } : policy,
  );
}

/** A policy with what follows from it alone. */
interface Weighed {
  readonly policy: Policy;
  readonly requires: boolean;
  readonly always: boolean;
  /** The clients to which, while enabled, it leaves no way in without MFA. */
  readonly closes: readonly ('modern' | 'legacy')[];
  /** Whether it leaves no way in at all. */
  readonly blocks: boolean;
  /** Whether it is for everything, and not for Office 365 alone. */
  readonly whole: boolean;
}

export function createEnforcementTruths(
  truths: PolicyGroupTruths & RoleTruths,
  overrides: Refusals,
): (account: Account) => EnforcementTruth {
  const weighed = policiesUnder(overrides)
    .filter((policy) => isOfMail(policy) && policy.state !== 'disabled')
    .map(weigh)
    .filter(({ requires, closes }) => requires || closes.length > 0);
  const refused = [...(overrides.refusedGroups ?? []), ...(overrides.hiddenGroups ?? [])];
  const { missingPermissions: missing = [] } = overrides;
  const [groupsRead, rolesRead] = [!missing.includes('group-members'), !missing.includes('role-assignments')];
  const known: Known = {
    isIn: (account, group) =>
      !groupsRead || refused.includes(group) ? 'unknown' : truths.isInGroup(account, group),
    holds: (account, role) => (rolesRead ? holdsRole(truths, account, role, groupsRead) : 'unknown'),
    isBreakGlass: (account) => truths.isBreakGlass(account),
  };
  const judge = (account: Account): EnforcementTruth => {
    const met: Met = {
      conditionally: false,
      administratorConditionally: false,
      inReport: false,
      excluded: false,
      blocked: false,
      ...OPEN,
      everywhere: { ...OPEN },
    };
    for (const one of weighed) {
      const included = anyNames(one.policy.include, account, known);
      if (included === false) continue;
      meet(met, one, included, anyNames(one.policy.exclude, account, known));
    }
    const { modern, legacy, everywhere, blocked, ...rest } = met;
    const fixed = overrides.securityDefaults === true ? 'security-defaults' : blocked ? 'blocked' : null;
    return {
      basis: fixed ?? basisOf(modern, legacy),
      administratorBasis: fixed ?? basisOf(everywhere.modern, everywhere.legacy),
      ...rest,
    };
  };
  // Several figures ask for the same account, one after the other.
  let last: { readonly slot: number; readonly truth: EnforcementTruth } | null = null;
  return (account) => {
    if (last?.slot !== account.slot) last = { slot: account.slot, truth: judge(account) };
    return last.truth;
  };
}

/** Whether a way in is closed without MFA. */
interface Ways {
  modern: Answer;
  legacy: Answer;
}

const OPEN: Ways = { modern: false, legacy: false };

/** What an account meets among the policies: the ways to its mail, and those to everything. */
interface Met extends Ways {
  conditionally: boolean;
  administratorConditionally: boolean;
  inReport: boolean;
  excluded: boolean;
  everywhere: Ways;
  blocked: boolean;
}

function meet(
  met: Met,
  { policy, requires, always, closes, blocks, whole }: Weighed,
  included: Answer,
  excluded: Answer,
): void {
  const applies = but(included, excluded);
  const surely = applies === true;
  if (policy.state === 'report-only') {
    met.inReport ||= surely && wouldRequire(policy);
    return;
  }
  if (surely && requires && !always) {
    met.conditionally = true;
    met.administratorConditionally ||= whole;
  }
  met.excluded ||= included === true && excluded === true && requires && always;
  met.blocked ||= surely && blocks;
  for (const clients of closes) close(met, clients, applies, whole);
}

function close(met: Met, clients: 'modern' | 'legacy', applies: Answer, whole: boolean): void {
  met[clients] = or(met[clients], applies);
  if (whole) met.everywhere[clients] = or(met.everywhere[clients], applies);
}

/** Of a report-only policy: whether it would demand MFA of modern clients at least. */
function wouldRequire(policy: Policy): boolean {
  return requiresMfa(policy) && policy.only === null && policy.clients !== 'legacy';
}

function weigh(policy: Policy): Weighed {
  const { clients, only, state, controls } = policy;
  const requires = requiresMfa(policy);
  const always = clients === 'all' && only === null;
  const shuts = state === 'enabled' && only === null && (requires || controls.includes('block'));
  const closes = clients === 'all' ? (['modern', 'legacy'] as const) : [clients];
  const whole = policy.on === 'everything';
  // Who is blocked from Office 365 alone still has other applications open.
  const left = requires || whole ? closes : closes.filter((ways) => ways === 'legacy');
  return {
    policy,
    requires,
    always,
    closes: shuts ? left : [],
    blocks: shuts && always && !requires && whole,
    whole,
  };
}

function isOfMail({ on }: Policy): boolean {
  return on === 'everything' || on === 'office365';
}

/** Whether what it grants by cannot be had without MFA. */
function requiresMfa({ controls, strength, operator }: Policy): boolean {
  const ways = [...controls.map((control) => control === 'mfa'), ...(strength ? [isMfa(strength)] : [])];
  return operator === 'AND' ? ways.includes(true) : ways.length > 0 && !ways.includes(false);
}

function isMfa(strength: NonNullable<Policy['strength']>): boolean {
  return strength === 'phishing-resistant';
}

/** Enabled policies that hold always must together close modern and legacy clients alike. */
function basisOf(modern: Answer, legacy: Answer): EnforcementTruth['basis'] {
  if (modern === false || legacy === false) return null;
  return modern === 'unknown' || legacy === 'unknown' ? 'unknown' : 'policy';
}

/** What a reader knows of an account. */
interface Known {
  isIn(account: Account, group: PolicyGroup): Answer;
  holds(account: Account, role: Role): Answer;
  isBreakGlass(account: Account): boolean;
}

/** Conditional Access knows active roles over the whole directory only. */
function holdsRole(truths: RoleTruths, account: Account, role: Role, groupsRead: boolean): Answer {
  const holdings = truths
    .rolesOf(account)
    .filter((one) => one.role === role && one.assignment === 'active' && one.scope === 'directory');
  if (holdings.some(({ through }) => groupsRead || through === null)) return true;
  const isGroups = Object.values(ROLE_GROUPS).some((one) => one.role === role && one.assignment === 'active');
  return isGroups && !groupsRead ? 'unknown' : false;
}

function anyNames(whom: readonly Who[], account: Account, known: Known): Answer {
  let named: Answer = false;
  for (const who of whom) named = or(named, nameOf(who, account, known));
  return named;
}

function nameOf(who: Who, account: Account, known: Known): Answer {
  switch (who.kind) {
    case 'everyone':
      return true;
    case 'guests':
    case 'partner-guests':
      return isGuest(account.segment.kind);
    case 'break-glass':
      return known.isBreakGlass(account);
    case 'group':
      return known.isIn(account, who.group);
    case 'role':
      return known.holds(account, who.role);
  }
}

function or(one: Answer, other: Answer): Answer {
  if (one === true || other === true) return true;
  return one === 'unknown' || other === 'unknown' ? 'unknown' : false;
}

function but(included: Answer, excluded: Answer): Answer {
  if (included === false || excluded === true) return false;
  return included === 'unknown' || excluded === 'unknown' ? 'unknown' : true;
}
