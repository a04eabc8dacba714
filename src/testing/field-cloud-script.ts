import {
  EXCHANGE_DEFAULTS,
  answersTo,
  GRAPH_DEFAULTS,
  graphProblem,
  type Reply,
  type World,
} from './field-cloud-defaults.ts';
import type { FieldAnswer } from './field-cloud-answers.ts';
import { askedOf, cmdletKey, quotedIn, type Asked, type Cmdlet } from './field-cloud-key.ts';
import { EVERYBODY, PEOPLE, person, type Person } from './field-cloud-people.ts';
import type { Variation } from './field-cloud-variation.ts';

/** Answers requests as a case recorded them, and as the table of defaults says where it recorded nothing. */
export interface FieldScript {
  readonly world: World;
  /** Requests that neither the case nor the table of defaults knows, once each. */
  readonly unexpected: readonly string[];
  readonly graph: (target: string) => Reply & { readonly next?: string };
  /** `skip`: where the page begins, in an address that this cloud gave. */
  readonly exchange: (cmdlet: Cmdlet, skip: string | null) => Reply & { readonly next?: string };
}

export interface ScriptOptions {
  readonly answers: readonly FieldAnswer[];
  /** The files that answers name in `bodyFile`. */
  readonly files: ReadonlyMap<string, string>;
  readonly variation: Variation;
  readonly tenantId: string;
  readonly exchange: World['exchange'];
}

type Item = Readonly<Record<string, unknown>>;

interface Recorded {
  readonly key: string;
  readonly asked: Asked | null;
  readonly reply: Reply;
}

export function scriptOf(options: ScriptOptions): FieldScript {
  const { variation } = options;
  const recorded = options.answers.map((answer) => recordedOf(answer, options));
  const people = peopleOf(recorded, variation);
  const world: World = { tenantId: options.tenantId, people, exchange: options.exchange };
  const canonical = (identity: string): string =>
    people.find((one) => answersTo(one, identity))?.id ?? identity;
  const queues = new Map<string, Reply[]>();
  for (const [at, { key, reply }] of recorded.entries()) {
    const call = options.answers[at]?.requestBody?.CmdletInput;
    const full = call === undefined ? key : keyOfCall(options.answers[at], canonical);
    queues.set(full, [...(queues.get(full) ?? []), reply]);
  }
  const unexpected = new Set<string>();
  const pages = createPages(variation);
  const fromCase = (key: string): Reply | null => takeOf(queues.get(key));
  return {
    world,
    get unexpected() {
      return [...unexpected].sort();
    },
    graph(target) {
      const asked = askedOf(target);
      if (asked.skip !== null) return pages.at(asked.skip);
      const own = fromCase(asked.key) ?? ofKnownGroup(recorded, asked);
      const reply = own === null ? defaultOf(world, asked) : overlaid(own, asked, people);
      if (reply === null) {
        unexpected.add(`GET ${asked.key.replace('graph ', '')}`);
        return graphProblem(404, 'Request_ResourceNotFound', 'Nothing is known of this resource.');
      }
      return pages.first(projected(reply, asked), asked.top);
    },
    exchange(cmdlet, skip) {
      if (skip !== null) return pages.at(skip);
      const own = fromCase(cmdletKey(cmdlet, canonical)) ?? recordedRecipients(cmdlet, options.answers);
      if (own !== null) return pages.first(own, Infinity);
      if (world.exchange === 'closed' || cmdlet.road === 'v2.0') return EXCHANGE_FORBIDDEN;
      const rows = EXCHANGE_DEFAULTS[cmdlet.name.toLowerCase()]?.(world);
      if (rows === undefined) {
        unexpected.add(`POST ${cmdlet.name}`);
        return exchangeProblem(
          400,
          'BadRequest',
          `The term '${cmdlet.name}' is not recognized as a name of a cmdlet`,
        );
      }
      return pages.first(exchangeListing(cmdlet, rows, people), Infinity);
    },
  };
}

function recordedOf(answer: FieldAnswer, { files, tenantId }: ScriptOptions): Recorded {
  const target = answer.request.includes(' ') ? splitRequest(answer.request)[1] : '';
  const csv = answer.bodyFile === undefined ? undefined : files.get(answer.bodyFile);
  if (answer.bodyFile !== undefined && csv === undefined) throw new Error(`${answer.bodyFile} is not there`);
  const asked = answer.requestBody === undefined ? askedOf(target) : null;
  const body: unknown =
    answer.body === undefined
      ? undefined
      : JSON.parse(JSON.stringify(answer.body).replaceAll('{tenant}', tenantId));
  const reply = { status: answer.status, ...(csv === undefined ? { body } : { csv }) };
  return { key: asked?.key ?? '', asked, reply };
}

/** A filter has spaces of its own. */
function splitRequest(request: string): [string, string] {
  const at = request.indexOf(' ');
  return [request.slice(0, at), request.slice(at + 1)];
}

function keyOfCall(answer: FieldAnswer | undefined, canonical: (identity: string) => string): string {
  const call = answer?.requestBody?.CmdletInput;
  const road = answer?.request.includes('/v2.0/') === true ? 'v2.0' : 'invoked';
  return cmdletKey({ name: call?.CmdletName ?? '', parameters: call?.Parameters ?? {}, road }, canonical);
}

/** In the order in which they came; the last one again and again. */
function takeOf(queue: Reply[] | undefined): Reply | null {
  if (queue === undefined) return null;
  const [first] = queue;
  if (queue.length > 1) queue.shift();
  return first ?? null;
}

/** The accounts that the case lists, each with what the table of people knows of it; all seven where it lists none. */
function peopleOf(recorded: readonly Recorded[], variation: Variation): readonly Person[] {
  const known = PEOPLE.map((one) => varied(one, variation));
  const own = recorded.find(({ key, reply }) => key === 'graph users' && reply.status === 200);
  const listed = itemsOf(own?.reply.body);
  return listed === null ? known : listed.map((item) => overlay(item, known));
}

function varied(one: Person, variation: Variation): Person {
  const text = variation.text(JSON.stringify(one));
  return { ...one, ...record(JSON.parse(text)) };
}

function overlay(item: Item, known: readonly Person[]): Person {
  const base = known.find(({ id }) => id === item.id) ?? person(EVERYBODY[0] ?? 'alix.brodeur');
  return { ...base, ...item };
}

/** A list of accounts with whatever was selected: each item with what is known of the account, unless it is of one facet alone. */
function overlaid(reply: Reply, asked: Asked, people: readonly Person[]): Reply {
  const items = itemsOf(reply.body);
  if (asked.key !== 'graph users' || items === null) return reply;
  const value = items.map((item) => ({ ...people.find(({ id }) => id === item.id), ...item }));
  return { ...reply, body: { ...record(reply.body), value } };
}

/** A group that the case tells of under another request: by its id, or by a list of ids. */
function ofKnownGroup(recorded: readonly Recorded[], asked: Asked): Reply | null {
  const [set, id, further] = asked.segments;
  if (set !== 'groups') return null;
  const groups = recorded.filter(
    ({ asked: told }) => told?.segments[0] === 'groups' && told.segments.length <= 2,
  );
  const known = groups.flatMap(
    ({ reply }) => itemsOf(reply.body) ?? (reply.status === 200 ? [record(reply.body)] : []),
  );
  if (id === undefined) {
    const wanted = quotedIn(asked.filter ?? '');
    const found = known.filter((group) =>
      [group.id, group.displayName, group.mail].some((name) => wanted.includes(String(name).toLowerCase())),
    );
    return found.length === 0 ? null : { status: 200, body: { value: found } };
  }
  const found = known.find((group) => String(group.id).toLowerCase() === id.toLowerCase());
  if (further !== undefined) {
    const members = recorded.filter(({ key }) =>
      key.startsWith(`graph groups/${id.toLowerCase()}/transitivemembers`),
    );
    const items = itemsOf(members[0]?.reply.body);
    return asked.segments.at(-1) === '$count' && items !== null
      ? { status: 200, body: String(items.length) }
      : null;
  }
  return found === undefined ? null : { status: 200, body: found };
}

function defaultOf(world: World, asked: Asked): Reply | null {
  const path = asked.key.replace('graph ', '').replace(/\?.*$/s, '');
  return GRAPH_DEFAULTS.find((one) => one.path.test(path))?.reply(world, asked) ?? null;
}

/** Of the properties that were selected, those that the item has. */
function projected(reply: Reply, { select }: Asked): Reply {
  const items = itemsOf(reply.body);
  if (select === null || reply.status !== 200) return reply;
  const wanted = new Set(select.map((name) => name.split('/')[0]));
  const kept = (item: Item): Item =>
    Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name) || name.startsWith('@')));
  if (items === null)
    return typeof reply.body === 'object' ? { ...reply, body: kept(record(reply.body)) } : reply;
  return { ...reply, body: { ...record(reply.body), value: items.map(kept) } };
}

/** Recipients that the case tells of one by one, asked by a filter or all at once; null where it tells of none of them. */
function recordedRecipients({ name, parameters }: Cmdlet, answers: readonly FieldAnswer[]): Reply | null {
  const filter = Object.entries(parameters).find(([key]) => key.toLowerCase() === 'filter')?.[1];
  if (name.toLowerCase() !== 'get-recipient' || typeof filter !== 'string') return null;
  const wanted = quotedIn(filter);
  const value = answers
    .filter(({ requestBody }) => requestBody?.CmdletInput.CmdletName.toLowerCase() === 'get-recipient')
    .flatMap(({ body }) => itemsOf(body) ?? [])
    .filter((row) => wanted.includes(String(row.PrimarySmtpAddress).toLowerCase()));
  return value.length === 0 ? null : { status: 200, body: { value } };
}

function exchangeListing(cmdlet: Cmdlet, rows: readonly Item[], people: readonly Person[]): Reply {
  const identity = Object.entries(cmdlet.parameters).find(([name]) => name.toLowerCase() === 'identity')?.[1];
  if (typeof identity !== 'string') return { status: 200, body: { value: rows } };
  const found = people.find((one) => answersTo(one, identity));
  const value = rows.filter((row) => found !== undefined && row.Guid === found.id);
  if (value.length > 0) return { status: 200, body: { value } };
  return exchangeProblem(
    404,
    'NotFound',
    `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object '${identity}' couldn't be found.`,
  );
}

export function exchangeProblem(status: number, code: string, message: string): Reply {
  const internalexception = { message, type: 'Microsoft.Exchange.Configuration.Tasks.TaskException' };
  const innererror = { message: 'Error executing cmdlet', internalexception };
  return { status, body: { error: { code, message: 'Error executing cmdlet', innererror } } };
}

const EXCHANGE_FORBIDDEN = exchangeProblem(
  403,
  'Forbidden',
  'The role assigned to the application does not allow this.',
);

interface Pages {
  readonly first: (reply: Reply, top: number) => Reply & { readonly next?: string };
  readonly at: (skip: string) => Reply & { readonly next?: string };
}

/** Splits lists into pages, each in the variation's own order. */
function createPages(variation: Variation): Pages {
  const kept: { body: Item; items: readonly Item[]; size: number }[] = [];
  const page = (number: number, from: number, size: number): Reply & { readonly next?: string } => {
    const whole = kept[number];
    if (whole === undefined) return graphProblem(400, 'BadRequest', 'The skip token is not known.');
    const value = whole.items.slice(from, from + size);
    const isLast = from + size >= whole.items.length;
    const body = { ...whole.body, value };
    return { status: 200, body, ...(isLast ? {} : { next: `${number}-${from + size}` }) };
  };
  return {
    first(reply, top) {
      const items = itemsOf(reply.body);
      if (items === null || reply.status !== 200) return reply;
      const size = Math.max(1, Math.min(variation.pageSize, top, Math.max(1, items.length)));
      const further = variation.order(items).map((item) => variation.further(item));
      kept.push({ body: record(reply.body), items: further, size });
      return page(kept.length - 1, 0, variation.emptyPageFirst && items.length > 0 ? 0 : size);
    },
    at(skip) {
      const [number = NaN, from = NaN] = skip.split('-').map(Number);
      return page(number, from, kept[number]?.size ?? 1);
    },
  };
}

/** The items of a list; null for what is none, be it that `value` did not come. */
function itemsOf(body: unknown): readonly Item[] | null {
  const { value } = record(body);
  return Array.isArray(value) ? value.map(record) : null;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
