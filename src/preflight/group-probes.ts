import { z } from 'zod';
import { failureOfWalk } from '../collectors/failure-of-walk.ts';
import { batchGet, type ItemAnswer } from '../graph/batch.ts';
import type { GraphClient } from '../graph/client.ts';
import { firstPage } from './first-page.ts';
import type { Attempt } from './prospect.ts';

/** A group that the configuration names. `unknown`: nobody could tell. */
export interface GroupProspect {
  readonly group: string;
  readonly state: 'found' | 'missing' | 'several' | 'hidden' | 'unknown';
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Two batches: more groups than that are not looked up. */
const MOST_GROUPS = 40;
const IN_A_BATCH = 20;

interface GroupsProbe {
  readonly attempt: Attempt;
  readonly groups: readonly GroupProspect[];
}

const groupSchema = z.object({ id: z.string().regex(ID), visibility: z.string().nullish() });
const foundSchema = z.object({ value: z.array(groupSchema) });
type FoundGroup = z.infer<typeof groupSchema>;

/** Looks up the groups that the configuration names, and one member of one group. */
export async function probeGroups(client: GraphClient, named: readonly string[]): Promise<GroupsProbe> {
  const answers = new Map<string, ItemAnswer>();
  const asked = named.slice(0, MOST_GROUPS);
  const failed = asked.length === 0 ? null : await lookUp(client, asked, answers);
  const found = asked.flatMap((group) => groupsIn(answers.get(group)) ?? []);
  const failure = failed ?? (await failureOfWalk(() => oneMember(client, found[0]?.id ?? null)));
  return {
    attempt: { source: 'group-members', part: null, failure },
    groups: named.map((group) => ({ group, state: stateOf(answers.get(group)) })),
  };
}

function lookUp(
  client: GraphClient,
  groups: readonly string[],
  answers: Map<string, ItemAnswer>,
): ReturnType<typeof failureOfWalk> {
  return failureOfWalk(() =>
    batchGet(client, {
      items: batches(groups),
      concurrency: 1,
      onAnswers: async (come) => {
        for (const answer of come) answers.set(answer.key, answer);
        await Promise.resolve();
      },
    }),
  );
}

async function* batches(groups: readonly string[]): AsyncGenerator<{ key: string; url: string }[]> {
  for (let at = 0; at < groups.length; at += IN_A_BATCH) {
    yield await Promise.resolve(
      groups.slice(at, at + IN_A_BATCH).map((key) => ({ key, url: pathOfGroup(key) })),
    );
  }
}

function pathOfGroup(group: string): string {
  const select = '$select=id,visibility';
  if (ID.test(group)) return `/groups/${group}?${select}`;
  const name = group.replaceAll("'", "''");
  const filter = group.includes('@') ? `mail eq '${name}'` : `displayName eq '${name}'`;
  return `/groups?$filter=${encodeURIComponent(filter)}&${select}&$top=2`;
}

/** Null where it was not told. */
function groupsIn(answer: ItemAnswer | undefined): readonly FoundGroup[] | null {
  if (answer?.status !== 200) return answer?.status === 404 ? [] : null;
  const listed = foundSchema.safeParse(answer.body);
  if (listed.success) return listed.data.value;
  const one = groupSchema.safeParse(answer.body);
  return one.success ? [one.data] : null;
}

function stateOf(answer: ItemAnswer | undefined): GroupProspect['state'] {
  const found = groupsIn(answer);
  if (found === null) return 'unknown';
  const [first] = found;
  if (first === undefined) return 'missing';
  if (found.length > 1) return 'several';
  return first.visibility?.toLowerCase() === 'hiddenmembership' ? 'hidden' : 'found';
}

async function oneMember(client: GraphClient, group: string | null): Promise<void> {
  const path =
    group === null ? '/groups?$select=id&$top=1' : `/groups/${group}/transitiveMembers?$select=id&$top=1`;
  await firstPage(client, path);
}
