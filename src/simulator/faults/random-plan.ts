import { CONCEALED_FORMS } from '../tenant/concealed-form.ts';
import { at, hash32, saltOf } from '../tenant/hash.ts';
import { PERMISSIONS, type Permission } from '../tenant/permission.ts';
import type { Fault } from './fault-kinds.ts';
import { faultPlanSchema, type FaultPlan } from './fault-plan.ts';
import { WALKS, type Place } from './place.ts';

/** Chance of a plan's own: the same seed, the same draws. */
interface Chance {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** A share between the two, to three digits. */
  share(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
}

type Draw = (chance: Chance) => readonly Fault[];

const MOST_FAULTS = 5;
/** One plan in so many has an answer of the field beside what goes wrong. */
const FIELD_SHAPE_IN = 3;

/**
 * One to five faults drawn at random over everything the simulator can do wrong, each of another family; and in some
 * plans an answer as real tenants have been seen to give it. Rates
 * are modest (0.02 to 0.3), none is injected into a request more than twice, and waits are short (at most 2 s), so that
 * a run over a few hundred mailboxes ends soon.
 */
export function randomFaultPlan(seed: number): FaultPlan {
  const chance = chanceOf(seed);
  const families = new Set<Draw>();
  const wanted = chance.whole(1, MOST_FAULTS);
  while (families.size < wanted) families.add(chance.pick(FAMILIES));
  const faults = [...families].flatMap((draw) => draw(chance));
  if (chance.whole(1, FIELD_SHAPE_IN) === 1) faults.push(...chance.pick(FIELD_SHAPES)(chance));
  return faultPlanSchema.parse({ seed, faults });
}

function chanceOf(seed: number): Chance {
  const salt = saltOf('fault plan');
  let drawn = 0;
  const next = (): number => {
    drawn += 1;
    return hash32(seed, salt, drawn) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    whole,
    share: (least, most) => Math.round((least + next() * (most - least)) * 1000) / 1000,
    pick: (list) => at(list, whole(0, list.length - 1)),
  };
}

/** Without the accounts there is no audit; the others are asked for by audits of another kind. */
const UNDRAWN: readonly string[] = ['accounts', 'terms-of-use'];
/** Either of Exchange's permissions opens a way of its own: both, so that none is open. */
const DRAWN_PERMISSIONS: readonly (readonly Permission[])[] = [
  ...PERMISSIONS.filter((name) => !UNDRAWN.includes(name)).map((name) => [name]),
  ['Exchange.ManageAsApp', 'Exchange.ManageAsAppV2'],
];

const BUSY: readonly Place[] = [
  'directory',
  'sign-ins',
  'registrations',
  'groups',
  'batch',
  'mailbox-page',
  'exchange',
  'policies',
  'roles',
];
const REPORTS: readonly Place[] = ['reports-redirect', 'download'];

/** By chance, on the first two attempts of a request at the most; or on the first attempt of each. */
const timed = (chance: Chance): { rate: number; upTo: number } | { first: number } =>
  chance.whole(1, 4) === 1 ? { first: 1 } : { rate: chance.share(0.02, 0.3), upTo: 2 };

const waits = (
  chance: Chance,
): { retryAfter: 'integer' | 'fraction' | 'http-date' | 'absent'; seconds: number } => ({
  retryAfter: chance.pick(['integer', 'fraction', 'http-date', 'absent'] as const),
  seconds: chance.pick([0, 0.2, 0.5, 1, 2]),
});

const someOf = (chance: Chance, places: readonly Place[]): Place[] => [
  ...new Set([chance.pick(places), chance.pick(places)]),
];

/** A few hundred accounts come in several pages only where pages are small. */
const smallPages = (chance: Chance): Fault => ({ kind: 'small-pages', rows: chance.whole(20, 120) });

const settingsRefused: Fault = { kind: 'missing-permission', for: ['report-settings'] };

const FAMILIES: readonly Draw[] = [
  (chance) => [
    {
      kind: 'throttled',
      on: someOf(chance, [...BUSY, 'reports-redirect', 'tenant', 'count']),
      ...timed(chance),
      ...waits(chance),
    },
  ],
  (chance) => [{ kind: 'throttled', on: ['batch-item'], ...timed(chance), ...waits(chance) }],
  (chance) => [{ kind: 'unavailable', on: ['batch-item'], ...timed(chance), ...waits(chance) }],
  (chance) => [
    {
      kind: 'status',
      on: someOf(chance, [...BUSY, ...REPORTS, 'batch-item', 'tenant', 'count']),
      status: chance.pick([500, 502, 503, 504, 408] as const),
      ...timed(chance),
    },
  ],
  () => [{ kind: 'status', on: ['login'], status: 503, first: 1 }],
  (chance) => [
    {
      kind: chance.pick([
        'reset-before',
        'reset-within-headers',
        'reset-within-body',
        'reset-after',
      ] as const),
      on: someOf(chance, [...BUSY, 'download', 'tenant']),
      ...timed(chance),
    },
  ],
  (chance) => [
    {
      kind: chance.pick(['truncated-json', 'malformed-json'] as const),
      on: someOf(chance, [...BUSY, 'tenant']),
      ...timed(chance),
    },
  ],
  (chance) => [{ kind: 'html-body', on: someOf(chance, [...BUSY, 'download']), ...timed(chance) }],
  (chance) => [
    { kind: chance.pick(['truncated-csv', 'malformed-csv'] as const), on: ['download'], ...timed(chance) },
  ],
  (chance) => [
    {
      kind: chance.pick(['slow-headers', 'slow-body'] as const),
      on: someOf(chance, [...BUSY, 'download']),
      milliseconds: chance.whole(20, 600),
      ...timed(chance),
    },
  ],
  (chance) => [{ kind: chance.pick(['unauthorised', 'claims-challenge'] as const), at: chance.whole(1, 30) }],
  (chance) => [{ kind: 'short-tokens', seconds: chance.whole(3, 8) }],
  (chance) => [{ kind: 'missing-batch-answer', on: ['batch-item'], ...timed(chance) }],
  (chance) => [
    smallPages(chance),
    {
      kind: 'expired-skip-token',
      on: [chance.pick(WALKS)],
      page: chance.whole(2, 4),
      walks: chance.pick(['first', 'first', 'every'] as const),
      status: chance.pick([400, 410] as const),
    },
  ],
  (chance) => [
    smallPages(chance),
    {
      kind: chance.pick(['looping-next-link', 'foreign-next-link', 'endless-pages'] as const),
      on: [chance.pick(WALKS)],
      page: chance.whole(1, 3),
      walks: chance.pick(['first', 'every'] as const),
    },
  ],
  (chance) => [{ kind: 'duplicate-accounts', count: chance.whole(1, 20) }, smallPages(chance)],
  (chance) => [{ kind: 'account-without-id', count: chance.whole(1, 3) }],
  (chance) => [
    {
      kind: 'mailboxes',
      answer: chance.pick([404, 403, 500, 429, 503] as const),
      count: chance.whole(1, 12),
    },
  ],
  (chance) => [
    { kind: 'premium-refused', on: [chance.pick(['sign-ins', 'registrations'] as const)], ...timed(chance) },
  ],
  (chance) => [{ kind: 'server-busy', on: ['exchange'], ...timed(chance) }],
  (chance) => [{ kind: 'page-size', most: chance.whole(100, 998) }],
  (chance) => [{ kind: 'mailboxes', answer: 403, count: chance.whole(200, 230), first: true }],
  (chance) => [{ kind: 'missing-permission', for: [...chance.pick(DRAWN_PERMISSIONS)] }],
  () => [{ kind: 'no-entra-premium' }],
  (chance) => [
    { kind: 'concealed-names', form: chance.pick(CONCEALED_FORMS) },
    // Where nobody may read the setting, the names alone tell.
    ...(chance.whole(1, 2) === 1 ? [settingsRefused] : []),
  ],
  (chance) => [
    { kind: 'report-settings-shape', shape: chance.pick(['flat', 'nested'] as const) },
    { kind: 'user-purpose-shape', shape: chance.pick(['bare', 'object'] as const) },
    { kind: 'byte-order-mark', present: chance.whole(0, 1) === 1 },
    { kind: 'recipient-type', written: chance.pick(['short', 'long', 'absent'] as const) },
  ],
  (chance) => [
    {
      kind: 'report-columns',
      added: ['Deleted Item Count By Retention', 'Is Copilot'].slice(0, chance.whole(0, 2)),
      missing: chance.pick([
        [],
        ['Deleted Date'],
        ['Assigned Products'],
        ['Receive Count'],
        ['Last Activity Date'],
        ['Is Deleted'],
      ]),
      reordered: chance.whole(0, 1) === 1,
    },
  ],
  (chance) => [{ kind: 'stale-report', days: chance.whole(1, 30) }],
  (chance) => [
    smallPages(chance),
    {
      kind: 'changing-directory',
      created: chance.whole(0, 6),
      deleted: chance.whole(0, 6),
      count: chance.pick(['follows', 'lags'] as const),
    },
  ],
  (chance) => [{ kind: 'count-differs', by: chance.pick([-5, -1, 1, 7]) }],
];

/** Answers that look well, and do not tell what was asked. */
const FIELD_SHAPES: readonly Draw[] = [
  () => [{ kind: 'sign-in-activity-absent' }],
  () => [{ kind: 'hidden-group' }],
  () => [{ kind: 'forwarding-not-told' }],
  (chance) => [
    smallPages(chance),
    {
      kind: 'without-value',
      on: [chance.pick(WALKS)],
      page: chance.whole(2, 4),
      walks: chance.pick(['first', 'every'] as const),
    },
  ],
  (chance) => [
    smallPages(chance),
    {
      kind: 'odd-record',
      on: [chance.pick(WALKS.filter((place) => place !== 'mailbox-page'))],
      page: chance.whole(2, 4),
      item: chance.pick(['null', 'text', 'number', 'list', 'empty'] as const),
      walks: 'every',
    },
  ],
  (chance) => [
    smallPages(chance),
    {
      kind: 'endless-answer',
      on: [chance.pick(WALKS.filter((place) => place !== 'mailbox-page'))],
      page: chance.whole(2, 4),
      of: chance.pick(['object', 'list', 'text'] as const),
      walks: chance.pick(['first', 'every'] as const),
    },
  ],
  (chance) => [{ kind: 'truncated-listing', rows: chance.whole(20, 150) }],
];
