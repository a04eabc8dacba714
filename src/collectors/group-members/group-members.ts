import { graphPermissions } from '../../grants/grant.ts';
import { z } from 'zod';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import type { Bookmark, PageFile } from '../../snapshot/page-file.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { fieldsOf, isFields, textField } from '../fields.ts';
import { PageWalk } from '../page-walk.ts';
import { groupsToAsk, type GroupToAsk } from './groups-to-ask.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import type { Miss } from '../../snapshot/miss.ts';

/** A group that was not read to its end. */
interface Unread {
  readonly miss: Miss<typeof SOURCE>;
  /** What refused it, if anything did. */
  readonly refusal: GraphFailure | null;
}

const SOURCE = 'group-members';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The accounts in each group that the config, a policy, a role or a mail-flow rule names, through nested groups too. */
export const groupMembers: Collector<typeof SOURCE> = {
  id: SOURCE,
  grants: graphPermissions('GroupMember.Read.All'),
  restsOn: ['mfa-policies', 'mail-flow', 'role-assignments', 'accounts'],
  collect: async (context): Promise<Collected<typeof SOURCE>> => {
    const file = await context.store.pageFile(SOURCE);
    const places = placesOf(file.bookmark);
    const found: (Unread | null)[] = [];
    // One after the other, so that a run that goes on repeats one page at the most.
    for await (const group of groupsToAsk(context))
      found.push(await collectGroup(context, file, places, group));
    const unread = found.filter((one) => one !== null);
    const refusals = unread.flatMap(({ refusal }) => refusal ?? []);
    const [refusal] = refusals;
    if (refusal !== undefined && refusals.length === found.length) throw refusal;
    const { rows } = await context.store.seal(SOURCE, file, ['groupRef', 'accountId']);
    const misses = unread.map(({ miss }) => miss);
    const [first] = misses;
    if (first === undefined) return { read: rows, expected: rows };
    return { read: rows, expected: rows, misses, shortfall: shortfallAsFirst(first) };
  },
};

const placeSchema = z.object({
  groupId: z.string(),
  /** The page to ask next; null where the last one was read. */
  next: z.string().nullable(),
});

type Place = z.infer<typeof placeSchema>;

/** How far the walk through each group has come, by the name it was asked with. */
type Places = Map<string, Place>;

function placesOf(bookmark: Bookmark): Places {
  const places = z.array(z.tuple([z.string(), placeSchema])).safeParse(bookmark);
  return new Map(places.data ?? []);
}

/** Null when the group was read; why not, otherwise: one group may be hidden where the others are open. */
async function collectGroup(
  context: CollectContext,
  file: PageFile,
  places: Places,
  { ref: group, namedBy }: GroupToAsk,
): Promise<Unread | null> {
  const isBegun = places.has(group);
  let nameless = 0;
  try {
    const place = places.get(group) ?? (await firstPlace(context, file, places, group));
    const walk = new PageWalk(context.client, membersOf(place.groupId), {}, place.next);
    for await (const page of walk.pages()) {
      const { groupId } = place;
      const rows = page.items.map((item) => memberRow(item, group, groupId)).filter((row) => row !== null);
      nameless += page.items.filter(isNameless).length;
      places.set(group, { groupId, next: page.next });
      await file.appendRows(rows, [...places]);
      context.onProgress(SOURCE, { read: file.rows, expected: null });
    }
    if (nameless === 0) return null;
    const detail = `${nameless} members came without an id`;
    return { miss: { part: 'group', subject: group, reason: 'error', detail }, refusal: null };
  } catch (error) {
    if (error instanceof NoSuchGroup) return noSuchGroup(group, error);
    if (!(error instanceof GraphFailure)) throw error;
    // Once a page was read there is such a group: what is missing then is its next page.
    const mayBeGone = (namedBy === 'policy' || namedBy === 'role') && !isBegun && !places.has(group);
    if (error.status === 404 && mayBeGone) {
      places.set(group, { groupId: group, next: null });
      await file.appendRows([], [...places]);
      return null;
    }
    const refusal = error.kind === 'refused' ? error : null;
    return { miss: missOf('group', error, { subject: group }), refusal };
  }
}

/** A name that took a request to find is kept with the place, so that a run that goes on does not ask for it again. */
async function firstPlace(
  context: CollectContext,
  file: PageFile,
  places: Places,
  group: string,
): Promise<Place> {
  const groupId = await resolveGroup(context, group);
  const place = { groupId, next: membersOf(groupId) };
  if (groupId === group) return place;
  places.set(group, place);
  await file.appendRows([], [...places]);
  return place;
}

function membersOf(groupId: string): string {
  return `/groups/${groupId}/transitiveMembers?$select=id&$top=999`;
}

function noSuchGroup(group: string, { message }: NoSuchGroup): Unread {
  return { miss: { part: 'group', subject: group, reason: 'not-read', detail: message }, refusal: null };
}

class NoSuchGroup extends Error {
  override readonly name = 'NoSuchGroup';
}

async function resolveGroup(context: CollectContext, group: string): Promise<string> {
  if (ID.test(group)) return group;
  const name = group.replaceAll("'", "''");
  const filters = group.includes('@')
    ? [`mail eq '${name}'`, `proxyAddresses/any(p:p eq 'smtp:${name}')`]
    : [`displayName eq '${name}'`];
  for (const filter of filters) {
    const ids = await groupsWhere(context, filter);
    const [id] = ids;
    if (ids.length > 1)
      throw new NoSuchGroup(`${ids.length} groups bear the name ${group}: name the one meant by its id`);
    if (id !== undefined && id !== null) return id;
  }
  throw new NoSuchGroup(`no group is named ${group}`);
}

async function groupsWhere({ client }: CollectContext, filter: string): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for await (const page of pages(client, `/groups?$filter=${encodeURIComponent(filter)}&$select=id`)) {
    ids.push(...page.items.map((item) => textField(fieldsOf(item, 'group'), 'id')));
  }
  return ids;
}

/** Somebody who is left out would pass for no member. */
function isNameless(item: unknown): boolean {
  return !isFields(item) || textField(item, 'id') === null;
}

/** Members that say they are something else than an account (a group, a device) are left out. */
function memberRow(item: unknown, groupRef: string, groupId: string): object | null {
  if (!isFields(item)) return null;
  const member = item;
  const type = textField(member, '@odata.type');
  const accountId = textField(member, 'id');
  if (accountId === null || (type !== null && type.toLowerCase() !== '#microsoft.graph.user')) return null;
  return { groupRef, groupId, accountId };
}
