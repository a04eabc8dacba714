import { graphPermissions } from '../../grants/grant.ts';
import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import { fieldsOf, textField, type Fields } from '../fields.ts';
import { shortfallOf } from '../miss-of.ts';
import type { Miss } from '../../snapshot/miss.ts';

type GroupMiss = Miss<'group-members'>;
type Why = Omit<GroupMiss, 'part' | 'subject'>;

/**
 * Whether a group hides its members (https://learn.microsoft.com/graph/api/resources/group, property visibility), by what came:
 *
 * | came | means |
 * |---|---|
 * | `HiddenMembership` | hidden |
 * | `Public`, `Private`, null (every security group that was given none) | shown |
 * | another text | not told |
 * | no key at all | not told |
 *
 * An application without Member.Read.Hidden is answered 200 with an empty list for a hidden group
 * (https://learn.microsoft.com/graph/api/group-list-transitivemembers). So an empty list of a group that is hidden, or of
 * which that is not told, tells nothing; any list with members is believed.
 */
export const VISIBILITIES = ['hidden', 'shown', 'not-told'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What the property `visibility` of a group tells. */
export function visibilityOf(group: Fields): Visibility {
  if (!Object.hasOwn(group, 'visibility')) return 'not-told';
  switch (textField(group, 'visibility')?.toLowerCase()) {
    case undefined:
    case 'private':
    case 'public':
      return 'shown';
    case 'hiddenmembership':
      return 'hidden';
    default:
      return 'not-told';
  }
}

/** How a group was listed: what its own list of members, read to the end, held. */
export interface Listed {
  /** As the group was asked for. */
  readonly ref: string;
  readonly groupId: string;
  /** Null where it was not asked. */
  readonly visibility: Visibility | null;
  /** Members of any kind. */
  readonly members: number;
  /** Ids of the groups within it. */
  readonly nested: readonly string[];
}

/** Asks what lists cannot tell: whether a group without members, and those within a group, hide them. */
export class HiddenMembers {
  readonly #client: GraphClient;
  /** By id, of groups within others: those that hide their members, or may. */
  readonly #nested = new Map<string, Why | null>();

  constructor(client: GraphClient) {
    this.#client = client;
  }

  /** Why the members of a listed group are not all known; null where they are. */
  async missOf({ ref, groupId, visibility, members, nested }: Listed): Promise<GroupMiss | null> {
    const own = { part: 'group', subject: ref } as const;
    if (members === 0) {
      const why = await this.#whyEmpty(groupId, visibility);
      return why === null ? null : { ...own, ...why };
    }
    for (const id of nested) {
      const why = await this.#whyNestedIsUntold(id);
      if (why !== null) return { ...own, ...withoutName(why), ...within(id, why) };
    }
    return null;
  }

  async #whyNestedIsUntold(id: string): Promise<Why | null> {
    const known = this.#nested.get(id);
    if (known !== undefined) return known;
    const why = await this.#whyEmpty(id, null, () => this.#hasMembers(id));
    this.#nested.set(id, why);
    return why;
  }

  /** `mayHold`: asked of a group that is not known to be empty. */
  async #whyEmpty(
    id: string,
    told: Visibility | null,
    mayHold: () => Promise<boolean> = () => Promise.resolve(false),
  ): Promise<Why | null> {
    try {
      const group = told === null ? await this.#group(id) : { visibility: told, subjectName: null };
      if (group.visibility === 'shown' || (await mayHold())) return null;
      const { reason, detail, lacks, grants } = WHY[group.visibility];
      const { subjectName } = group;
      return {
        ...{ reason, detail },
        ...(lacks === undefined ? {} : { lacks }),
        ...(grants === undefined ? {} : { grants }),
        ...(subjectName === null ? {} : { subjectName }),
      };
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      // Gone since it was listed: it has no members any more.
      if (error.status === 404) return null;
      return shortfallOf(error, { grants: graphPermissions('GroupMember.Read.All') });
    }
  }

  async #group(id: string): Promise<{ visibility: Visibility; subjectName: string | null }> {
    const { json } = await this.#client.get(`/groups/${id}?$select=id,displayName,visibility`);
    const group = fieldsOf(json, 'group');
    return { visibility: visibilityOf(group), subjectName: textField(group, 'displayName') };
  }

  async #hasMembers(id: string): Promise<boolean> {
    for await (const { items } of pages(
      this.#client,
      `/groups/${id}/transitiveMembers?$select=id&$top=1`,
      FEW,
    ))
      if (items.length > 0) return true;
    return false;
  }
}

/** To be told who is in a group that hides its members. */
export const HIDDEN_GRANTS = graphPermissions('Member.Read.Hidden');

/** One page tells; an empty one may have another behind it. */
const FEW = { mostPages: 100 } as const;

const WHY = {
  hidden: {
    reason: 'permission',
    detail: 'HiddenMembership, and no member came',
    lacks: undefined,
    grants: HIDDEN_GRANTS,
  },
  'not-told': {
    reason: 'error',
    detail: 'no member came, and whether they are hidden was not told',
    lacks: { kind: 'perhaps-hidden' },
    grants: undefined,
  },
} as const satisfies Record<Exclude<Visibility, 'shown'>, Partial<GroupMiss>>;

/** The same of a group within the one that was listed. */
function within(id: string, { detail, lacks }: Why): Pick<GroupMiss, 'detail' | 'lacks'> {
  return { detail: `${id}: ${detail}`, ...(lacks === undefined ? {} : { lacks: { ...lacks, told: id } }) };
}

/** Why members are not known, whichever group is told of. */
function withoutName({ reason, detail, grants }: Why): Why {
  return { reason, detail, ...(grants === undefined ? {} : { grants }) };
}
