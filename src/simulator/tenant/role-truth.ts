import { at } from './hash.ts';
import { perSegment, type Account, type Layout, type Segment } from './layout.ts';
import { mfaScatter } from './mfa-truth.ts';
import type { Permutation } from './permutation.ts';

/** Roles of the directory; the last is one that the tenant made. */
export const ROLES = {
  global: 'Global Administrator',
  exchange: 'Exchange Administrator',
  user: 'User Administrator',
  helpdesk: 'Helpdesk Administrator',
  securityReader: 'Security Reader',
  directoryReaders: 'Directory Readers',
  custom: 'Gestion des accès – établissements',
} as const;
export type Role = keyof typeof ROLES;

/** Groups that hold a role for their members. */
export const ROLE_GROUPS = {
  assistance: { name: 'GRP-ROLE-ASSISTANCE', role: 'helpdesk', assignment: 'active' },
  eligible: { name: 'GRP-ROLE-ADMISSIBLES', role: 'exchange', assignment: 'eligible' },
} as const satisfies Record<string, { name: string; role: Role; assignment: 'active' | 'eligible' }>;
export type RoleGroup = keyof typeof ROLE_GROUPS;

/** A role that an account has, or may take. */
export interface RoleHolding {
  readonly role: Role;
  readonly assignment: 'active' | 'eligible';
  /** The whole directory, or an administrative unit. */
  readonly scope: 'directory' | 'unit';
  /** The group that it comes through; null where it is the account's own. */
  readonly through: RoleGroup | null;
}

export interface RoleTruths {
  rolesOf(account: Account): readonly RoleHolding[];
  /** Every account that has a role or may take one. */
  roleHolders(): Generator<Account>;
  /** Excluded from policies so that someone can always get in. */
  isBreakGlass(account: Account): boolean;
}

const holding = (role: Role, more: Partial<RoleHolding> = {}): readonly RoleHolding[] => [
  { role, assignment: 'active', scope: 'directory', through: null, ...more },
];
const NONE: readonly RoleHolding[] = [];
const ELIGIBLE = { assignment: 'eligible' } as const;

const BREAK_GLASS = holding('global');
/** Administrators without a mailbox, one after the other. */
const OWN = [
  holding('global'),
  [...holding('exchange'), ...holding('securityReader')],
  holding('user'),
  holding('securityReader'),
  holding('helpdesk'),
  holding('custom'),
] as const;
const STAFF = [
  holding('helpdesk'),
  holding('helpdesk', { through: 'assistance' }),
  holding('user', { scope: 'unit' }),
  holding('custom'),
] as const;
const STAFF_ELIGIBLE = [
  holding('exchange', ELIGIBLE),
  holding('exchange', { ...ELIGIBLE, through: 'eligible' }),
  holding('user', { ...ELIGIBLE, scope: 'unit' }),
] as const;

/** Ranks of the registration report that hold a role, with what they hold. */
interface Holders {
  readonly from: number;
  readonly count: number;
  readonly holdings: readonly (readonly RoleHolding[])[];
}

export function createRoleTruths(layout: Layout): RoleTruths {
  const staff = layout.spec.categories.at(-1);
  const holders = staffHolders(layout);
  const scatterOf = perSegment(layout, (segment) => mfaScatter(layout, segment));
  // Several policies ask for the same account, one after the other.
  let last: { readonly slot: number; readonly rank: number } | null = null;
  const rankOf = ({ slot, segment, ordinal }: Account): number => {
    if (last?.slot !== slot) last = { slot, rank: scatterOf(segment).forward(ordinal) };
    return last.rank;
  };
  const rolesOf = (account: Account): readonly RoleHolding[] => {
    const { segment, ordinal } = account;
    const { kind } = segment;
    if (kind === 'admin')
      return isBreakGlassAt(segment, ordinal) ? BREAK_GLASS : at(OWN, ordinal % OWN.length);
    if (kind === 'guest' || kind === 'former') return ordinal === 0 ? at(OWN, 3) : NONE;
    return kind === 'mailbox' && segment.category === staff ? heldAt(holders, rankOf(account)) : NONE;
  };
  return {
    rolesOf,
    isBreakGlass: ({ segment, ordinal }) => segment.kind === 'admin' && isBreakGlassAt(segment, ordinal),
    *roleHolders() {
      for (const segment of layout.segments) {
        for (const ordinal of ordinalsWithRoles(segment, segment.category === staff, holders, scatterOf)) {
          yield layout.accountAt(segment.start + ordinal);
        }
      }
    },
  };
}

/** One break-glass account, two where there are many administrators. */
function isBreakGlassAt({ count }: Segment, ordinal: number): boolean {
  return ordinal < (count < 10 ? 1 : 2);
}

function staffHolders({ spec }: Layout): Holders[] {
  const { staffWithMfa, staffWithoutMfa, staffUnknown, eligibleWithoutMfa, withoutRow } = spec.admins;
  const staff = at(spec.categories, spec.categories.length - 1);
  const { capable, registeredOnly, missing } = staff.mfa;
  const registered = capable + registeredOnly;
  const unregistered = staff.mailboxes - missing - registered;
  const active = Math.min(staffWithoutMfa, unregistered);
  return [
    { from: 0, count: Math.min(staffWithMfa, capable), holdings: STAFF },
    {
      from: staffWithMfa,
      count: Math.max(0, Math.min(staffUnknown, capable - staffWithMfa)),
      holdings: STAFF_ELIGIBLE,
    },
    { from: registered, count: active, holdings: STAFF },
    {
      from: registered + active,
      count: Math.min(eligibleWithoutMfa, unregistered - active),
      holdings: STAFF_ELIGIBLE,
    },
    {
      from: staff.mailboxes - missing,
      count: Math.min(withoutRow, missing),
      holdings: [holding('helpdesk')],
    },
  ];
}

function heldAt(holders: readonly Holders[], rank: number): readonly RoleHolding[] {
  for (const { from, count, holdings } of holders) {
    if (rank >= from && rank < from + count) return at(holdings, (rank - from) % holdings.length);
  }
  return NONE;
}

function* ordinalsWithRoles(
  segment: Segment,
  isStaff: boolean,
  holders: readonly Holders[],
  scatterOf: (segment: Segment) => Permutation,
): Generator<number> {
  if (segment.kind === 'admin') for (let i = 0; i < segment.count; i += 1) yield i;
  if ((segment.kind === 'guest' || segment.kind === 'former') && segment.count > 0) yield 0;
  if (segment.kind !== 'mailbox' || !isStaff) return;
  const scatter = scatterOf(segment);
  for (const { from, count } of holders) {
    for (let rank = from; rank < from + count; rank += 1) yield scatter.inverse(rank);
  }
}
