import { heldLicences } from '../collectors/entra-licences.ts';
import type { Preflight } from './preflight.ts';

export const FINDING_IDS = [
  'sign-in',
  'permissions',
  'write-permissions',
  'credential-life',
  'entra-licence',
  'concealed-names',
  'group',
  'disk',
] as const;
export type FindingId = (typeof FINDING_IDS)[number];

/** `failed` and `warning` have a remedy; `unknown` is never a tick. */
export type FindingState = 'ok' | 'warning' | 'failed' | 'unknown';

/** Something beside the sources that a run rests on. */
export interface Finding {
  readonly id: FindingId;
  readonly state: FindingState;
  /** Which of several words of that state; the state itself unless told. */
  readonly how?: 'missing' | 'several' | 'hidden' | 'none-kept' | 'expired';
  readonly values: Readonly<Record<string, string>>;
}

/** How the credential ends: `never` has nothing that ends, `unknown` was not told. */
export type CredentialLife = { readonly endsAt: Date } | 'never' | 'unknown';

/** What the machine and the credential say, without the tenant. */
export interface MachineFacts {
  readonly now: Date;
  /** Application permissions that the token bears; null where it does not tell. */
  readonly roles: readonly string[] | null;
  readonly writingRoles: readonly string[];
  /** Permissions that the asked sources need. */
  readonly needed: readonly string[];
  readonly credential: CredentialLife;
  /** Free where the audit would lie; null where it could not be told. */
  readonly freeBytes: number | null;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** What an audit takes: 1.7 kB an account for the demo tenant with every format, and nearly as much again for intermediate files. */
const BYTES_AN_ACCOUNT = 3_000;
const BYTES_AT_LEAST = 300_000_000;

/** Everything beside the sources, in the order of `FINDING_IDS`. */
export function findingsOf(preflight: Preflight, machine: MachineFacts): readonly Finding[] {
  return [
    { id: 'sign-in', state: 'ok', values: {} },
    permissionsFinding(machine),
    ...(machine.writingRoles.length === 0 ? [] : [writing(machine.writingRoles)]),
    lifeFinding(machine),
    licenceFinding(preflight),
    concealment(preflight),
    ...groupFindings(preflight),
    diskFinding(preflight, machine),
  ];
}

function permissionsFinding({ roles, needed }: MachineFacts): Finding {
  if (roles === null) return { id: 'permissions', state: 'unknown', values: {} };
  const missing = needed.filter((name) => !roles.includes(name));
  const state = missing.length === 0 ? 'ok' : 'warning';
  return { id: 'permissions', state, values: { names: missing.join(', '), count: String(needed.length) } };
}

function writing(roles: readonly string[]): Finding {
  return { id: 'write-permissions', state: 'warning', values: { names: roles.join(', ') } };
}

function lifeFinding({ credential, now }: MachineFacts): Finding {
  const id = 'credential-life';
  if (credential === 'unknown') return { id, state: 'unknown', values: {} };
  if (credential === 'never') return { id, state: 'ok', how: 'none-kept', values: {} };
  const days = Math.floor((credential.endsAt.getTime() - now.getTime()) / DAY_MS);
  const values = { days: String(Math.abs(days)), date: credential.endsAt.toISOString().slice(0, 10) };
  if (days < 0) return { id, state: 'failed', how: 'expired', values };
  return { id, state: days < SOON_DAYS ? 'warning' : 'ok', values };
}

function licenceFinding({ tenant }: Preflight): Finding {
  const id = 'entra-licence';
  const held = heldLicences(tenant.facts);
  if (held === null) return { id, state: 'unknown', values: {} };
  const [best] = ['P2', 'P1'].filter((plan) => held.has(plan === 'P2' ? 'P2' : 'P1'));
  return best === undefined
    ? { id, state: 'warning', values: {} }
    : { id, state: 'ok', values: { plan: best } };
}

function concealment({ tenant }: Preflight): Finding {
  const { namesConcealed } = tenant.facts;
  const state = namesConcealed === null ? 'unknown' : namesConcealed ? 'failed' : 'ok';
  return { id: 'concealed-names', state, values: {} };
}

function groupFindings({ groups }: Preflight): Finding[] {
  return groups.flatMap(({ group, state }): Finding[] => {
    const values = { group };
    if (state === 'found') return [{ id: 'group', state: 'ok', values }];
    if (state === 'unknown') return [{ id: 'group', state: 'unknown', values }];
    return [{ id: 'group', state: 'warning', how: state, values }];
  });
}

function diskFinding({ accounts }: Preflight, { freeBytes }: MachineFacts): Finding {
  const id = 'disk';
  if (freeBytes === null) return { id, state: 'unknown', values: {} };
  const needed = Math.max(BYTES_AT_LEAST, (accounts ?? 0) * BYTES_AN_ACCOUNT);
  const values = { free: megabytes(freeBytes), needed: megabytes(needed) };
  return { id, state: freeBytes < needed ? 'failed' : 'ok', values };
}

function megabytes(bytes: number): string {
  return String(Math.floor(bytes / 1_000_000));
}
