import { graphPermissions } from '../../grants/grant.ts';
import { z } from 'zod';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import type { Bookmark, PageFile } from '../../snapshot/page-file.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { mostFor, refuseEndless } from '../endless.ts';
import { fieldsOf, idField, textField, unlessOdd, type Fields } from '../fields.ts';
import { PageWalk } from '../page-walk.ts';
import { groupsToAsk, type GroupToAsk } from './groups-to-ask.ts';
import {
  HIDDEN_GRANTS,
  HiddenMembers,
  VISIBILITIES,
  visibilityOf,
  type Visibility,
} from './hidden-members.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import type { Miss } from '../../snapshot/miss.ts';

/** A group that was not read to its end. */
interface Unread {
  readonly miss: Miss<typeof SOURCE>;
  /** What refused it, if anything did. */
  readonly refusal: GraphFailure | null;
}

const SOURCE = 'group-members';

const GRANTS = graphPermissions('GroupMember.Read.All');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The accounts in each group that the config, a policy, a role or a mail-flow rule names, through nested groups too. */
export const groupMembers: Collector<typeof SOURCE> = {
  id: SOURCE,
  grants: GRANTS,
  partGrants: { group: HIDDEN_GRANTS },
  restsOn: () => ['mfa-policies', 'mail-flow', 'role-assignments', 'accounts'],
  collect: async (context): Promise<Collected<typeof SOURCE>> => {
    const file = await context.store.pageFile(SOURCE);
    const walks = { file, places: placesOf(file.bookmark), hidden: new HiddenMembers(context.client) };
    const found: (Unread | null)[] = [];
    // One after the other, so that a run that goes on repeats one page at the most.
    for await (const group of groupsToAsk(context)) found.push(await collectGroup(context, walks, group));
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
  /** It becomes a part of a path. */
  groupId: z.string().regex(/^[\w-]+$/),
  /** The page to ask next; null where the last one was read. */
  next: z.string().nullable(),
  /** Null where nothing but the list of its members was asked. */
  visibility: z.enum(VISIBILITIES).nullable().default(null),
  /** Members of any kind that came so far, how many of them without an id, and which groups were among them. */
  members: z.number().default(0),
  nameless: z.number().default(0),
  nested: z.array(z.string()).default([]),
});

type Place = z.infer<typeof placeSchema>;

/** How far the walk through each group has come, by the name it was asked with. */
type Places = Map<string, Place>;

function placesOf(bookmark: Bookmark): Places {
  const places = z.array(z.tuple([z.string(), placeSchema])).safeParse(bookmark);
  return new Map(places.data ?? []);
}

interface Walks {
  readonly file: PageFile;
  readonly places: Places;
  readonly hidden: HiddenMembers;
}

/** Null when the group was read; why not, otherwise: one group may be hidden where the others are open. */
async function collectGroup(
  context: CollectContext,
  walks: Walks,
  { ref: group, namedBy }: GroupToAsk,
): Promise<Unread | null> {
  const { places, file, hidden } = walks;
  const isBegun = places.has(group);
  try {
    const read = await readMembers(context, walks, group);
    const miss = (await hidden.missOf({ ref: group, ...read })) ?? namelessMiss(group, read);
    return miss === null ? null : { miss, refusal: null };
  } catch (error) {
    if (error instanceof NoSuchGroup) return noSuchGroup(group, error);
    if (!(error instanceof GraphFailure)) throw error;
    // Once a page was read there is such a group: what is missing then is its next page.
    const mayBeGone = (namedBy === 'policy' || namedBy === 'role') && !isBegun && !places.has(group);
    if (error.status === 404 && mayBeGone) {
      places.set(group, placeOf(group, { next: null, visibility: 'shown' }));
      await file.appendRows([], [...places]);
      return null;
    }
    const refusal = error.kind === 'refused' ? error : null;
    return { miss: missOf('group', error, { subject: group, grants: GRANTS }), refusal };
  }
}

/** Reads the members that are left to read, and tells of all that came. */
async function readMembers(context: CollectContext, { file, places }: Walks, group: string): Promise<Place> {
  let place = places.get(group) ?? (await firstPlace(context, file, places, group));
  // Devices, contacts and groups are members too.
  const most = 10 * mostFor(await context.accountTotal);
  let came = 0;
  const walk = new PageWalk(context.client, membersOf(place.groupId), {}, place.next, () => {
    came = 0;
  });
  for await (const { items, next } of walk.pages()) {
    const { groupId } = place;
    came += items.length;
    refuseEndless('GET /v1.0/groups/{id}/transitiveMembers', came, most);
    const members = items.map(memberOf);
    const rows = members.map((member) => memberRow(member, group, groupId)).filter((row) => row !== null);
    place = {
      ...place,
      next,
      members: place.members + items.length,
      nameless: place.nameless + members.filter(isNameless).length,
      nested: [...new Set([...place.nested, ...members.flatMap(groupWithin)])],
    };
    places.set(group, place);
    await file.appendRows(rows, [...places]);
    context.onProgress(SOURCE, { read: file.rows, expected: null });
  }
  return place;
}

function namelessMiss(subject: string, { nameless }: Place): Miss<typeof SOURCE> | null {
  if (nameless === 0) return null;
  const detail = `${nameless} ${nameless === 1 ? 'member' : 'members'} came without an id`;
  return { part: 'group', subject, reason: 'error', detail, lacks: { kind: 'members', count: nameless } };
}

/** A name that took a request to find is kept with the place, so that a run that goes on does not ask for it again. */
async function firstPlace(
  context: CollectContext,
  file: PageFile,
  places: Places,
  group: string,
): Promise<Place> {
  if (ID.test(group)) return placeOf(group, {});
  const { groupId, visibility } = await findGroup(context, group);
  const place = placeOf(groupId, { visibility });
  places.set(group, place);
  await file.appendRows([], [...places]);
  return place;
}

function placeOf(groupId: string, place: Partial<Place>): Place {
  return {
    ...{ groupId, next: membersOf(groupId), visibility: null },
    ...{ members: 0, nameless: 0, nested: [] },
    ...place,
  };
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

interface FoundGroup {
  readonly groupId: string;
  readonly visibility: Visibility;
}

async function findGroup(context: CollectContext, group: string): Promise<FoundGroup> {
  const name = group.replaceAll("'", "''");
  const filters = group.includes('@')
    ? [`mail eq '${name}'`, `proxyAddresses/any(p:p eq 'smtp:${name}')`]
    : [`displayName eq '${name}'`];
  for (const filter of filters) {
    const found = await groupsWhere(context, filter);
    const [first] = found;
    if (found.length > 1)
      throw new NoSuchGroup(`${found.length} groups bear the name ${group}: name the one meant by its id`);
    if (first !== undefined && first !== null) return first;
  }
  throw new NoSuchGroup(`no group is named ${group}`);
}

/** Null for one that came without an id. */
async function groupsWhere({ client }: CollectContext, filter: string): Promise<(FoundGroup | null)[]> {
  const found: (FoundGroup | null)[] = [];
  const address = `/groups?$filter=${encodeURIComponent(filter)}&$select=id,visibility`;
  for await (const page of pages(client, address, { mostPages: 100 })) {
    for (const item of page.items) {
      const group = fieldsOf(item, 'group');
      const groupId = idField(group, 'id');
      found.push(groupId === null ? null : { groupId, visibility: visibilityOf(group) });
    }
  }
  return found;
}

/** What is a member and no account, by its type in Graph; whatever is not listed may be an account. */
const NO_ACCOUNTS = [
  'group',
  'device',
  'serviceprincipal',
  'application',
  'orgcontact',
  'directoryrole',
  'administrativeunit',
];

/** In lower case, without its namespace; null where the type did not come. */
function typeOf(member: Fields): string | null {
  return (
    textField(member, '@odata.type')
      ?.toLowerCase()
      .replace(/^#microsoft\.graph\./, '') ?? null
  );
}

interface Member {
  /** What it is, where it says; null otherwise. */
  readonly type: string | null;
  /** Null where it came without one. */
  readonly id: string | null;
}

/** One of another shape came without an id. */
function memberOf(item: unknown): Member {
  const read = (): Member => {
    const member = fieldsOf(item, 'member');
    return { type: typeOf(member), id: idField(member, 'id') };
  };
  return unlessOdd(read) ?? { type: null, id: null };
}

/** Somebody who is left out would pass for no member. */
function isNameless({ type, id }: Member): boolean {
  const isNobody = type !== null && type !== 'group' && NO_ACCOUNTS.includes(type);
  return !isNobody && id === null;
}

/** The id of a member that is a group. */
function groupWithin({ type, id }: Member): string[] {
  return type === 'group' && id !== null ? [id] : [];
}

/** Members that say they are something else than an account (a group, a device) are left out. */
function memberRow({ type, id }: Member, groupRef: string, groupId: string): object | null {
  if (id === null || (type !== null && NO_ACCOUNTS.includes(type))) return null;
  return { groupRef, groupId, accountId: id };
}
