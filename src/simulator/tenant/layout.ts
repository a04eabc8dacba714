import { at, hash32, saltOf } from './hash.ts';
import { createPermutation, type Permutation } from './permutation.ts';
import { mailboxesOf, type CategorySpec, type TenantSpec } from './tenant-spec.ts';

export type SegmentKind =
  | 'mailbox'
  | 'no-mailbox-plan'
  | 'lapsed-plan'
  | 'former'
  | 'guest'
  | 'guest-licensed'
  | 'admin'
  | 'shared'
  | 'shared-licensed'
  | 'room'
  | 'equipment';

/** Accounts of shared mailboxes, rooms and equipment: no one's. */
export function isThing(kind: SegmentKind): boolean {
  return kind === 'shared' || kind === 'shared-licensed' || kind === 'room' || kind === 'equipment';
}

export function isGuest(kind: SegmentKind): boolean {
  return kind === 'guest' || kind === 'guest-licensed';
}

/** Accounts of one kind and category, side by side in the slots of the tenant. */
export interface Segment {
  readonly index: number;
  readonly kind: SegmentKind;
  readonly category: CategorySpec;
  readonly start: number;
  readonly count: number;
  /** Number of personal mailboxes in the segments before. */
  readonly personalStart: number;
}

/** One directory object: its place in the tenant, from which everything else follows. */
export interface Account {
  readonly slot: number;
  readonly segment: Segment;
  /** Its place within the segment. */
  readonly ordinal: number;
  /** 32 bits of chance of its own. */
  readonly noise: number;
}

/** Where every account of a (scaled) tenant lies. */
export interface Layout {
  readonly spec: TenantSpec;
  readonly seed: number;
  /** Directory objects in all. */
  readonly size: number;
  readonly mailboxes: number;
  /** Slots below this belong to physicians. */
  readonly physicianSlots: number;
  readonly segments: readonly Segment[];
  /** Position in the directory's own order → slot. */
  readonly order: Permutation;
  accountAt(slot: number): Account;
  permutation(size: number, purpose: string): Permutation;
}

export function createLayout(spec: TenantSpec, seed: number): Layout {
  const segments = layOut(spec);
  const { start, count } = at(segments, segments.length - 1);
  const size = start + count;
  const permutation = (length: number, purpose: string): Permutation =>
    createPermutation(length, seed, saltOf(purpose));
  const salt = hash32(seed, saltOf('noise'));
  return {
    spec,
    seed,
    size,
    mailboxes: mailboxesOf(spec),
    physicianSlots: segments.filter(isPhysicians).reduce((n, segment) => n + segment.count, 0),
    segments,
    order: permutation(size, 'directory order'),
    accountAt(slot) {
      const segment = segments.find((candidate) => slot < candidate.start + candidate.count);
      if (segment === undefined) throw new RangeError(`slot ${slot} is outside the tenant`);
      return { slot, segment, ordinal: slot - segment.start, noise: hash32(salt, slot) };
    },
    permutation,
  };
}

export function isPhysicians(segment: Segment): boolean {
  return segment.category.physician;
}

function layOut(spec: TenantSpec): Segment[] {
  const { decoys, categories } = spec;
  const physicians = categories.filter((category) => category.physician);
  const others = categories.filter((category) => !category.physician);
  const physician = physicians[0];
  const staff = others.at(-1);
  if (physician === undefined || staff === undefined) {
    throw new RangeError('a tenant needs a category of physicians and one of others');
  }
  const parts: [SegmentKind, CategorySpec, number][] = [
    ...physicians.map((category): [SegmentKind, CategorySpec, number] => [
      'mailbox',
      category,
      category.mailboxes,
    ]),
    ['no-mailbox-plan', physician, decoys.noMailboxPlan.physicians],
    ['lapsed-plan', physician, decoys.lapsedPlan.physicians],
    ...others.map((category): [SegmentKind, CategorySpec, number] => [
      'mailbox',
      category,
      category.mailboxes,
    ]),
    ['no-mailbox-plan', staff, decoys.noMailboxPlan.others],
    ['lapsed-plan', staff, decoys.lapsedPlan.others],
    ['former', staff, decoys.formerWithoutLicence],
    ['guest', staff, decoys.guests],
    ['guest-licensed', staff, decoys.guestsLicensed],
    ['admin', staff, decoys.adminsWithMfa + decoys.adminsWithoutMfa],
    ['shared', staff, decoys.sharedUnlicensed],
    ['shared-licensed', staff, decoys.sharedLicensed],
    ['room', staff, decoys.rooms],
    ['equipment', staff, decoys.equipment],
  ];
  let start = 0;
  let personalStart = 0;
  return parts.map(([kind, category, count], index) => {
    const segment = { index, kind, category, start, count, personalStart };
    start += count;
    if (kind === 'mailbox') personalStart += count;
    return segment;
  });
}

/** A value per segment, made once. */
export function perSegment<T>(layout: Layout, make: (segment: Segment) => T): (segment: Segment) => T {
  const made = layout.segments.map(make);
  return (segment) => at(made, segment.index);
}
