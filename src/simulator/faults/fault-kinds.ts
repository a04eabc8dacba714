import { z } from 'zod';
import { CONCEALED_FORMS } from '../tenant/concealed-form.ts';
import { PERMISSIONS } from '../tenant/permission.ts';
import { PLACES, WALKS, type Place } from './place.ts';

const but = (...without: Place[]): Place[] => PLACES.filter((place) => !without.includes(place));
const TO_GRAPH = but('login', 'download', 'batch-item', 'exchange');
const ALONE = but('batch-item');
const WITH_JSON = but('batch-item', 'count', 'reports-redirect', 'download');
const TO_READ = but('batch-item', 'reports-redirect');

const some = z.int().min(1);
const milliseconds = z.int().min(0).max(600_000);

/** A list of places, `all` of them but the sign-in, or one place alone without brackets. */
function placesAmong(allowed: readonly Place[]) {
  const expand = (value: unknown): unknown => {
    const given: readonly unknown[] = Array.isArray(value) ? value : [value];
    return given.flatMap((place) => (place === 'all' ? allowed.filter((one) => one !== 'login') : [place]));
  };
  const message = `must be all, or some of ${allowed.join(', ')}`;
  return z.preprocess(expand, z.array(z.enum(allowed, { error: message })).min(1)).optional();
}

/** Where and when a fault is injected; without `on`, everywhere that its kind can happen but at the sign-in. */
function triggers(allowed: readonly Place[]) {
  return {
    on: placesAmong(allowed),
    /** Share of the attempts, 0 to 1; each is drawn from the seed, the request and its number. */
    rate: z.number().min(0).max(1).optional(),
    /** The first attempts of each distinct request. */
    first: some.optional(),
    /** The nth matching request and no other. */
    at: some.optional(),
    /** From then on the attempts of a request are spared, whatever the rate. */
    upTo: some.optional(),
  };
}

/** A later page of a walk through a listing, in its first walk or in every one. */
function onPage(least: number) {
  return {
    on: placesAmong(WALKS),
    page: z.int().min(least),
    walks: z.enum(['first', 'every']).optional(),
  };
}

const retryAfter = {
  /** How the time to wait is written; default integer. */
  retryAfter: z.enum(['integer', 'fraction', 'http-date', 'absent']).optional(),
  /** The time to wait; default 1. */
  seconds: z.number().min(0).max(3600).optional(),
};

export const TRANSIENT = [
  z.strictObject({ kind: z.literal('throttled'), ...triggers(but('download')), ...retryAfter }),
  z.strictObject({ kind: z.literal('unavailable'), ...triggers(PLACES), ...retryAfter }),
  z.strictObject({
    kind: z.literal('status'),
    ...triggers(PLACES),
    status: z.literal([500, 502, 503, 504, 408]),
  }),
  z.strictObject({ kind: z.literal('reset-before'), ...triggers(ALONE) }),
  z.strictObject({ kind: z.literal('reset-within-headers'), ...triggers(ALONE) }),
  z.strictObject({ kind: z.literal('reset-within-body'), ...triggers(TO_READ) }),
  z.strictObject({ kind: z.literal('reset-after'), ...triggers(ALONE) }),
  z.strictObject({ kind: z.literal('slow-headers'), ...triggers(ALONE), milliseconds }),
  z.strictObject({ kind: z.literal('slow-body'), ...triggers(TO_READ), milliseconds }),
  z.strictObject({ kind: z.literal('truncated-json'), ...triggers(WITH_JSON) }),
  z.strictObject({ kind: z.literal('malformed-json'), ...triggers(WITH_JSON) }),
  z.strictObject({ kind: z.literal('html-body'), ...triggers(but('reports-redirect')) }),
  z.strictObject({ kind: z.literal('truncated-csv'), ...triggers(['download']) }),
  z.strictObject({ kind: z.literal('malformed-csv'), ...triggers(['download']) }),
  z.strictObject({
    kind: z.literal('answer-too-large'),
    ...triggers(but('login', 'batch-item', 'reports-redirect', 'count')),
    megabytes: z.int().min(1).max(4096),
  }),
  z.strictObject({ kind: z.literal('unauthorised'), ...triggers(TO_GRAPH) }),
  z.strictObject({ kind: z.literal('claims-challenge'), ...triggers(TO_GRAPH) }),
  /** Premium refused to a tenant that has it, as Graph does at random. */
  z.strictObject({ kind: z.literal('premium-refused'), ...triggers(['sign-ins', 'registrations']) }),
  /** Exchange is busy, and says so with 400. */
  z.strictObject({ kind: z.literal('server-busy'), ...triggers(['exchange']) }),
  z.strictObject({ kind: z.literal('missing-batch-answer'), ...triggers(['batch-item']) }),
] as const;

export const WALKING = [
  z.strictObject({
    kind: z.literal('expired-skip-token'),
    ...onPage(2),
    status: z.literal([400, 410]).optional(),
  }),
  /** Answered well, and without the key `value`. */
  z.strictObject({ kind: z.literal('without-value'), ...onPage(2) }),
  z.strictObject({ kind: z.literal('looping-next-link'), ...onPage(1) }),
  z.strictObject({ kind: z.literal('foreign-next-link'), ...onPage(1) }),
  /** What comes after the page is empty, and always has a next one. */
  z.strictObject({ kind: z.literal('endless-pages'), ...onPage(1) }),
  /** The page begins well, and never ends: its bytes come as long as somebody reads. Of the requests within a batch none can. */
  z.strictObject({
    kind: z.literal('endless-answer'),
    ...onPage(2),
    on: placesAmong(WALKS.filter((place) => place !== 'mailbox-page')),
    /** What has no end: the first item, the list of items, or a text of the first item. */
    of: z.enum(['object', 'list', 'text']),
  }),
  /** Among the items of the page, in every walk, stands one more that is no record. */
  z.strictObject({
    kind: z.literal('odd-record'),
    on: placesAmong(WALKS.filter((place) => place !== 'mailbox-page')),
    page: z.int().min(1),
    walks: z.literal('every').default('every'),
    item: z.enum(['null', 'text', 'number', 'list', 'empty']),
  }),
] as const;

export const PERMANENT = [
  /** From the nth request on nobody is answered any more. */
  z.strictObject({ kind: z.literal('network-gone'), at: some }),
  /** Tokens are good for so many seconds, and really refused afterwards. */
  z.strictObject({ kind: z.literal('short-tokens'), seconds: some }),
  z.strictObject({ kind: z.literal('missing-permission'), for: z.array(z.enum(PERMISSIONS)).min(1) }),
  z.strictObject({ kind: z.literal('no-entra-premium') }),
  /** `signInActivity` is left out of every account, though whoever asks for it is answered. */
  z.strictObject({ kind: z.literal('sign-in-activity-absent') }),
  /** The members of the enrolment group are hidden: an empty list, and no error. */
  z.strictObject({ kind: z.literal('hidden-group') }),
  /** Mailboxes come with the keys of forwarding, and nothing in any of them. */
  z.strictObject({ kind: z.literal('forwarding-not-told') }),
  /** Exchange's list of all mailboxes ends after so many, and a warning beside the last ones says so. */
  z.strictObject({ kind: z.literal('truncated-listing'), rows: some }),
  /** What stands in the place of a name: 32 hexadecimal digits unless told. */
  z.strictObject({ kind: z.literal('concealed-names'), form: z.enum(CONCEALED_FORMS).optional() }),
  z.strictObject({ kind: z.literal('report-settings-shape'), shape: z.enum(['flat', 'nested']) }),
  z.strictObject({ kind: z.literal('user-purpose-shape'), shape: z.enum(['bare', 'object']) }),
  z.strictObject({ kind: z.literal('byte-order-mark'), present: z.boolean() }),
  z.strictObject({ kind: z.literal('recipient-type'), written: z.enum(['short', 'long', 'absent']) }),
  z.strictObject({
    kind: z.literal('report-columns'),
    added: z.array(z.string().regex(/^[^",\r\n]+$/)).optional(),
    /** By their documented headers; a report that has no such column is as before. */
    missing: z.array(z.string().min(1)).optional(),
    reordered: z.boolean().optional(),
  }),
  /** The usage reports are so many days older, and tell of activity as of then. */
  z.strictObject({ kind: z.literal('stale-report'), days: some }),
  /** So many accounts are listed a second time, on the last page. */
  z.strictObject({ kind: z.literal('duplicate-accounts'), count: some }),
  z.strictObject({ kind: z.literal('account-without-id'), count: some }),
  /** Personal mailboxes that answer nothing else, ever; `count` of them, or a `share` from 0 to 1. */
  z.strictObject({
    kind: z.literal('mailboxes'),
    answer: z.literal([404, 403, 500, 429, 503]),
    count: some.optional(),
    share: z.number().min(0).max(1).optional(),
    /** The first ones of the directory's order; scattered over it unless told. */
    first: z.boolean().optional(),
  }),
  /** Accounts come and go when the second page of the directory is asked. */
  z.strictObject({
    kind: z.literal('changing-directory'),
    created: z.int().min(0),
    deleted: z.int().min(0),
    count: z.enum(['follows', 'lags']).optional(),
  }),
  /** `$count` says so many more (or, below 0, fewer) than there are. */
  z.strictObject({ kind: z.literal('count-differs'), by: z.int() }),
  /** A `$top` beyond it is refused, whatever the documents say. */
  z.strictObject({ kind: z.literal('page-size'), most: z.int().min(100).max(998) }),
  /** Pages hold no more rows than this, whatever is asked. */
  z.strictObject({ kind: z.literal('small-pages'), rows: some }),
] as const;

export type TransientFault = z.output<(typeof TRANSIENT)[number]>;
export type WalkingFault = z.output<(typeof WALKING)[number]>;
export type PermanentFault = z.output<(typeof PERMANENT)[number]>;
export type Fault = TransientFault | WalkingFault | PermanentFault;

const KINDS_THAT_PASS: ReadonlySet<string> = new Set(TRANSIENT.map(({ shape }) => shape.kind.value));
const KINDS_OF_WALKS: ReadonlySet<string> = new Set(WALKING.map(({ shape }) => shape.kind.value));

export function isTransient(fault: Fault): fault is TransientFault {
  return KINDS_THAT_PASS.has(fault.kind);
}

export function isWalking(fault: Fault): fault is WalkingFault {
  return KINDS_OF_WALKS.has(fault.kind);
}

/** Whether the page that it is injected into is lost itself, and not only what comes after it. */
export function losesItsPage({ kind }: WalkingFault): boolean {
  return kind === 'expired-skip-token' || kind === 'without-value' || kind === 'endless-answer';
}

/** Whether whoever walks comes no further. */
export function breaksOff({ kind }: WalkingFault): boolean {
  return kind !== 'odd-record';
}

/** The places where a fault is injected, `on` left out meaning all that its kind allows but the sign-in. */
export function placesOf(fault: TransientFault | WalkingFault): readonly Place[] {
  if (fault.on !== undefined) return fault.on;
  return DEFAULT_PLACES.get(fault.kind) ?? [];
}

const SET = [...TRANSIENT, ...WALKING];
const DEFAULT_PLACES: ReadonlyMap<string, readonly Place[]> = new Map(
  SET.map(({ shape }) => [shape.kind.value, shape.on.parse('all') ?? []]),
);
