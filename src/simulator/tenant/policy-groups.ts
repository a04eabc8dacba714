import type { PolicyPart } from './access-spec.ts';
import { at } from './hash.ts';
import { perSegment, type Account, type Layout, type Segment } from './layout.ts';
import { partAt, partitionOf, type Partition } from './partition.ts';
import type { Permutation } from './permutation.ts';
import type { CategorySpec } from './tenant-spec.ts';

/** The groups that policies name. The role groups can hold roles; the deleted one is no more. */
export const POLICY_GROUPS = {
  physicians: 'GRP-AMF-MEDECINS',
  excluded: 'GRP-AMF-EXCLUSIONS',
  modern: 'GRP-AMF-PERSONNEL',
  legacyAllowed: 'GRP-PROTOCOLES-HERITES',
  alternative: 'GRP-AMF-OU-APPAREIL',
  risk: 'GRP-AMF-RISQUE',
  telework: 'GRP-AMF-TELETRAVAIL',
  suspended: 'GRP-ACCES-SUSPENDU',
  deleted: 'GRP-AMF-ANCIEN-PILOTE',
} as const;
export type PolicyGroup = keyof typeof POLICY_GROUPS;

const PARTS_OF: Readonly<Record<PolicyGroup, readonly PolicyPart[]>> = {
  physicians: ['mfa', 'mfaExempt'],
  excluded: ['mfaExempt', 'exemptOnly'],
  modern: ['modern', 'modernLegacy'],
  legacyAllowed: ['modernLegacy'],
  alternative: ['alternative'],
  risk: ['risk'],
  telework: ['telework'],
  suspended: ['suspended'],
  deleted: [],
};

const PARTS = [
  'mfa',
  'mfaExempt',
  'exemptOnly',
  'modern',
  'modernLegacy',
  'alternative',
  'risk',
  'telework',
  'suspended',
] as const satisfies readonly PolicyPart[];

export interface PolicyGroupTruths {
  isInGroup(account: Account, group: PolicyGroup): boolean;
  /** Accounts in the group, directly or through another; `category`: of this category alone. */
  policyGroupMembers(group: PolicyGroup, category?: CategorySpec): Generator<Account>;
}

interface Parts {
  readonly scatter: Permutation;
  readonly partition: Partition<PolicyPart>;
}

export function createPolicyGroups(layout: Layout): PolicyGroupTruths {
  const partsOf = perSegment(layout, (segment) => partsIn(layout, segment));
  const partOf = ({ segment, ordinal }: Account): PolicyPart | null => {
    if (segment.kind !== 'mailbox') return null;
    const { scatter, partition } = partsOf(segment);
    return partAt(partition, scatter.forward(ordinal), null);
  };
  // Several policies ask for the same account, one after the other.
  let last: { readonly slot: number; readonly part: PolicyPart | null } | null = null;
  return {
    isInGroup(account, group) {
      if (last?.slot !== account.slot) last = { slot: account.slot, part: partOf(account) };
      return last.part !== null && PARTS_OF[group].includes(last.part);
    },
    *policyGroupMembers(group, category) {
      for (const segment of layout.segments) {
        if (segment.kind !== 'mailbox' || (category ?? segment.category) !== segment.category) continue;
        const { scatter, partition } = partsOf(segment);
        for (const [index, part] of partition.keys.entries()) {
          if (!PARTS_OF[group].includes(part)) continue;
          const start = index === 0 ? 0 : at(partition.ends, index - 1);
          for (let rank = start; rank < at(partition.ends, index); rank += 1) {
            yield layout.accountAt(segment.start + scatter.inverse(rank));
          }
        }
      }
    },
  };
}

function partsIn(layout: Layout, { category, count, index }: Segment): Parts {
  return {
    scatter: layout.permutation(count, `policy parts ${category.id} ${index}`),
    partition: partitionOf<PolicyPart>(PARTS.map((part) => [part, category.policyParts[part]])),
  };
}
