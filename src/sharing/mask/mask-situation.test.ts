import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { KnownError } from '../../errors.ts';
import { isMaskedGroup } from '../../situation/masked-groups.ts';
import { plainSituationSchema } from '../../situation/plain-situation.ts';
import { situationSchema, type Indicator, type Situation, type Tally } from '../../situation/situation.ts';
import { maskedSituation } from './mask-situation.ts';
import { LEFT_OUT, PARAMETERS, PEOPLE, requireTellable } from './number-kinds.ts';
import { atomsOf, othersOf, sumOf, talliesOf, type Tallies } from './tallies.ts';

const nodeSchema = z.object({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The places of the numbers of a situation: keys parted by dots, `*` for any element or key. */
function numberPlaces(): string[] {
  const found = new Set<string>();
  const walk = (json: unknown, place: readonly string[]): void => {
    const parsed = nodeSchema.safeParse(json);
    if (!parsed.success) return;
    const { type, properties = {}, additionalProperties, items, anyOf = [] } = parsed.data;
    if (type === 'number' || type === 'integer') found.add(place.join('.'));
    for (const [key, inner] of Object.entries(properties)) walk(inner, [...place, key]);
    walk(additionalProperties, [...place, '*']);
    walk(items, [...place, '*']);
    for (const one of anyOf) walk(one, place);
  };
  walk(z.toJSONSchema(plainSituationSchema, { io: 'input', unrepresentable: 'any', reused: 'inline' }), []);
  return [...found];
}

test('of every number of a situation it is said whether a masked one has it, and what it counts', () => {
  const places = numberPlaces();
  expect(places.length).toBeGreaterThan(100);
  const isLeftOut = (place: string): boolean =>
    LEFT_OUT.some((one) => place === one || place.startsWith(`${one}.`));
  const kinds = places.map((place) => [
    place,
    [PEOPLE.includes(place), PARAMETERS.includes(place), isLeftOut(place)].filter(Boolean).length,
  ]);
  expect(kinds.filter(([, n]) => n !== 1)).toEqual([]);
});

const FILE = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const SAMPLE: Situation = {
  ...plainSituationSchema.parse(JSON.parse(readFileSync(FILE, 'utf8'))),
  sharedCopy: { key: '0123456789abcdef' },
};

test('a network of hundreds of thousands keeps its totals; what is small in it is named, and nothing else is told of it', () => {
  const masked = situationSchema.parse(maskedSituation(SAMPLE, 5));
  expect(() => requireTellable(masked, 5)).not.toThrow();
  const first = masked.indicators.find(({ id }) => id === 'inactive-mailboxes');
  expect([first?.population, first?.count, first?.physicians.count]).toEqual([305_554, 134_115, 12_662]);
  expect(masked.sharedCopy).toMatchObject({ key: '0123456789abcdef', maskUnder: 5 });
  const told = new Set(masked.indicators.map(({ id }) => id));
  const named = masked.sharedCopy?.masked?.indicators.map(({ id }) => id) ?? [];
  expect([...told, ...named].sort()).toEqual(SAMPLE.indicators.map(({ id }) => id).sort());
  expect(masked.checks.map(({ id }) => id).filter((id) => named.includes(id))).toEqual([]);
  expect(masked.limits?.filter(({ words }) => /\d/.test(words.fr.replace('365', '')))).toEqual([]);
  expect([masked.trend, masked.licences, masked.roster, masked.mailFlow, masked.posture]).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test('a tenant of which a total is small is refused', () => {
  const situation = SAMPLE;
  const small = { ...situation, population: { ...situation.population, physicians: 3 } };
  expect(() => maskedSituation(small, 5)).toThrow(KnownError);
});

/** How many of a place and category are found, cleared, not known. */
type Cell = readonly [number, number, number];

const CATEGORIES = ['specialist', 'gp', 'resident', 'clerk', 'staff'] as const;
const PHYSICIANS: readonly string[] = ['specialist', 'gp', 'resident'];
const PLACES = ['A', 'B', 'C', 'D', 'E', 'F', ''] as const;

const number = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(6) },
  fc.integer({ min: 7, max: 90 }),
);
const cell = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(number, number, number) },
  fc.constant<Cell>([0, 0, 0]),
  fc.tuple(fc.integer({ min: 9, max: 90 }), fc.constant(0), fc.constant(0)),
);
const grid = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[][]> =>
  fc.array(fc.array(one, { minLength: 5, maxLength: 5 }), {
    minLength: PLACES.length,
    maxLength: PLACES.length,
  });
const table = grid<Cell>(cell);
const deals = grid(fc.nat(3));

function tallyOf([count, cleared, undetermined]: Cell): Tally {
  return { population: count + cleared + undetermined, examined: count + cleared, count, undetermined };
}

/** Another indicator of the same accounts: each cell is dealt anew, in one of four ways. */
function redealt([a, b, c]: Cell, way: number): Cell {
  const ways: readonly Cell[] = [
    [b, c, a],
    [a + b + c, 0, 0],
    [0, a + b, c],
    [0, a + b + c, 0],
  ];
  return ways[way] ?? [a, b, c];
}

function indicatorOf(id: string, cells: readonly (readonly Cell[])[]): Indicator {
  const parts = cells.map((row) =>
    row.map((one, at) => ({ tally: tallyOf(one), isPhysician: PHYSICIANS.includes(CATEGORIES[at] ?? '') })),
  );
  const both = (found: typeof parts): Tallies => ({
    ...sumOf(found.flat().map(({ tally }) => tally)),
    physicians: sumOf(found.flat().flatMap(({ tally, isPhysician }) => (isPhysician ? [tally] : []))),
  });
  return {
    ...both(parts),
    ...{ id, lowerBound: false, populationBound: 'exact' },
    byCategory: CATEGORIES.map((category, at) => ({
      id: category,
      ...sumOf(parts.flatMap((row) => row[at]?.tally ?? [])),
    })),
    byEstablishment: PLACES.map((place, at) => ({ id: place, ...both(parts.slice(at, at + 1)) })),
    facts: { some: 3, parts: { one: 40, two: 2 } },
  };
}

function tenantOf(cells: readonly (readonly Cell[])[], ways: readonly (readonly number[])[]): Situation {
  const [first, second] = [
    indicatorOf('first', cells),
    indicatorOf(
      'second',
      cells.map((row, at) => row.map((one, place) => redealt(one, ways[at]?.[place] ?? 0))),
    ),
  ];
  const [check] = SAMPLE.checks;
  if (check === undefined) throw new Error('the sample has no check');
  return {
    ...SAMPLE,
    population: {
      ...{ accounts: first.population, mailboxes: first.population, physicians: first.physicians.population },
      byCategory: Object.fromEntries(first.byCategory.map(({ id, population }) => [id, population])),
    },
    categories: CATEGORIES.map((id) => ({
      ...{ id, physician: PHYSICIANS.includes(id), label: { fr: id, en: id } },
    })),
    indicators: [first, second],
    checks: ['first', 'second'].map((id) => ({ ...check, id })),
    ...{ decisions: [], enrolments: [], serviceUsage: [], trend: undefined },
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * What subtraction tells of one of some cells of which the sum is told: no less than what the others cannot hold, no more than the sum and its
 * own population. The populations of single parts are known wherever one of the indicators tells them.
 */
function boundsOf(total: number, ofGroup: number, own: number | undefined): Bounds {
  return own === undefined
    ? { least: 0, most: total }
    : { least: Math.max(0, total - (ofGroup - own)), most: Math.min(total, own) };
}

interface Group<Row> {
  readonly told: Tally;
  readonly members: readonly Row[];
}

/** Numbers that subtraction settles, of parts that are told in a group. */
function settled<Row extends Tally & { readonly id: string }>(
  originals: readonly (readonly Row[])[],
  told: readonly (readonly Row[])[],
  tallyIn: (row: Row) => Tally,
): number[] {
  const groups = told.flatMap((rows, at) =>
    rows
      .filter(({ id }) => isMaskedGroup(id))
      .map((group): Group<Row> => ({
        told: tallyIn(group),
        members: (originals[at] ?? []).filter(
          (row) => !rows.some(({ id }) => id === row.id) && sameKind(group.id, row.id),
        ),
      })),
  );
  const known = new Map(
    told.flatMap((rows) => rows.map((row) => [row.id, tallyIn(row).population] as const)),
  );
  for (const { id, population } of unknownPopulations(groups, known)) known.set(id, population);
  return groups.flatMap(({ told: group, members }) =>
    members.flatMap((row) => {
      const own = known.get(row.id);
      const sums = atomsOf(group);
      const found = atomsOf(tallyIn(row)).flatMap((n, atom) => {
        const { least, most } = boundsOf(sums[atom] ?? 0, group.population, own);
        expect(n >= least && n <= most).toBe(true);
        return least === most ? [n] : [];
      });
      return own === undefined ? found : [own, ...found];
    }),
  );
}

/** Where all populations of a group but one are known, so is the last; again, until no more come. */
function unknownPopulations<Row extends { readonly id: string }>(
  groups: readonly Group<Row>[],
  known: ReadonlyMap<string, number>,
): { readonly id: string; readonly population: number }[] {
  const all = new Map(known);
  const found: { id: string; population: number }[] = [];
  for (let before = -1; before < found.length;) {
    before = found.length;
    for (const { told, members } of groups) {
      const [last, ...more] = members.filter(({ id }) => !all.has(id));
      if (last === undefined || more.length > 0) continue;
      const population = members.reduce((rest, { id }) => rest - (all.get(id) ?? 0), told.population);
      all.set(last.id, population);
      found.push({ id: last.id, population });
    }
  }
  return found;
}

function sameKind(group: string, id: string): boolean {
  if (group === 'masked-establishments') return true;
  return (group === 'masked-physicians') === PHYSICIANS.includes(id);
}

test('from all that is told of random tenants, subtraction settles no small number, and none is told', () => {
  let told = 0;

  fc.assert(
    fc.property(table, deals, fc.integer({ min: 2, max: 8 }), (cells, ways, least) => {
      const tenant = tenantOf(cells, ways);
      let masked: Situation;
      try {
        masked = maskedSituation(tenant, least);
      } catch (error) {
        // So few that nothing can be told.
        expect(error).toBeInstanceOf(KnownError);
        return;
      }
      situationSchema.parse(masked);
      requireTellable(masked, least);
      const originals = masked.indicators.flatMap(
        ({ id }) => tenant.indicators.find((one) => one.id === id) ?? [],
      );
      told += originals.length;
      const isSmall = (n: number): boolean => n > 0 && n < least;
      const totals = masked.indicators.flatMap((one) => [
        ...[one, one.physicians, othersOf(one)],
        ...one.byCategory,
        ...one.byEstablishment.flatMap((place) => [place, place.physicians, othersOf(place)]),
      ]);
      expect(totals.flatMap(atomsOf).filter(isSmall)).toEqual([]);
      const [categories, places] = [
        [originals.map((one) => one.byCategory), masked.indicators.map((one) => one.byCategory)],
        [originals.map((one) => one.byEstablishment), masked.indicators.map((one) => one.byEstablishment)],
      ] as const;
      expect(settled(...categories, (row) => row).filter(isSmall)).toEqual([]);
      expect(settled(...places, ({ physicians }) => physicians).filter(isSmall)).toEqual([]);
      expect(settled(...places, othersOf).filter(isSmall)).toEqual([]);
      // Nobody is lost in a group.
      for (const [at, { byEstablishment }] of masked.indicators.entries())
        expect(talliesOf(byEstablishment)).toEqual(talliesOf(originals[at]?.byEstablishment ?? []));
    }),
    { numRuns: 300 },
  );
  expect(told).toBeGreaterThan(50);
});
