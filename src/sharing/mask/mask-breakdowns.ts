import {
  isMaskedGroup,
  MASKED_ESTABLISHMENTS,
  MASKED_OTHERS,
  MASKED_PHYSICIANS,
} from '../../situation/masked-groups.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import { parted, type Part } from './parted.ts';
import { isTellable } from './small.ts';
import { areTellable, atomsOf, isTellableTally, othersOf, sumOf, talliesOf } from './tallies.ts';

type Categories = Situation['categories'];

/** The parts that the breakdowns of every indicator are made from. */
export interface Parts {
  readonly physicians: readonly Part[];
  readonly others: readonly Part[];
  readonly establishments: readonly Part[];
}

/**
 * Categories and establishments whose populations are small in one indicator are told as one in all: what one indicator tells alone, it would
 * take from the group of another. Null where a breakdown cannot be told at all.
 */
export function commonParts(
  { indicators, categories, population }: Pick<Situation, 'indicators' | 'categories' | 'population'>,
  least: number,
): Parts | null {
  const idsOf = (isOfPhysicians: boolean): string[] =>
    categories.filter(({ physician }) => physician === isOfPhysicians).map(({ id }) => id);
  const mailboxes = (part: Part): number => sum(part.map((id) => own(population.byCategory, id)));
  const ofCategory = (part: Part): boolean =>
    !bearsGroupName(part) &&
    [
      mailboxes(part),
      ...indicators.map(({ byCategory }) => sumOf(rowsOf(byCategory, part)).population),
    ].every((n) => isTellable(n, least));
  const ofEstablishment = (part: Part): boolean =>
    !bearsGroupName(part) &&
    indicators.every(({ byEstablishment }) => {
      const all = talliesOf(rowsOf(byEstablishment, part));
      return [all.physicians, othersOf(all)].every((tally) => isTellable(tally.population, least));
    });
  const establishments = [
    ...new Set(indicators.flatMap(({ byEstablishment }) => byEstablishment.map(({ id }) => id))),
  ];
  const largest = (part: Part): number =>
    Math.max(0, ...indicators.map(({ byEstablishment }) => sumOf(rowsOf(byEstablishment, part)).population));
  const found = {
    physicians: parted(single(idsOf(true)), ofCategory, mailboxes),
    others: parted(single(idsOf(false)), ofCategory, mailboxes),
    establishments: parted(single(establishments), ofEstablishment, largest),
  };
  const { physicians, others, establishments: places } = found;
  return physicians === null || others === null || places === null
    ? null
    : { physicians, others, establishments: places };
}

/** The breakdowns of an indicator of which every row may be told; null where there is no such one. */
export function tellableBreakdowns(
  indicator: Indicator,
  parts: Parts,
  least: number,
): Pick<Indicator, 'byCategory' | 'byEstablishment'> | null {
  const { byCategory, byEstablishment } = indicator;
  const ofPhysicians = sumOf(rowsOf(byCategory, parts.physicians.flat()));
  // Else a subtraction gives those whom no category of physicians has.
  if (!areEqual(ofPhysicians, indicator.physicians)) return null;
  const ofCategory = (part: Part): boolean => isTellableTally(sumOf(rowsOf(byCategory, part)), least);
  const size = (part: Part): number => sumOf(rowsOf(byCategory, part)).population;
  const physicians = parted(within(parts.physicians, byCategory), ofCategory, size);
  const others = parted(within(parts.others, byCategory), ofCategory, size);
  const places = parted(
    within(parts.establishments, byEstablishment),
    (part) => areTellable(talliesOf(rowsOf(byEstablishment, part)), least),
    (part) => sumOf(rowsOf(byEstablishment, part)).population,
  );
  if (physicians === null || others === null || places === null) return null;
  const categories = (found: readonly Part[], group: string): Indicator['byCategory'] =>
    found.map((part) => ({ id: nameOf(part, group), ...sumOf(rowsOf(byCategory, part)) }));
  return {
    byCategory: [...categories(physicians, MASKED_PHYSICIANS), ...categories(others, MASKED_OTHERS)],
    byEstablishment: places.map((part) => ({
      id: nameOf(part, MASKED_ESTABLISHMENTS),
      ...talliesOf(rowsOf(byEstablishment, part)),
    })),
  };
}

/** Numbers by category, as the parts tell them. */
export function byParts(numbers: Readonly<Record<string, number>>, parts: Parts): Record<string, number> {
  const entries = (found: readonly Part[], group: string): [string, number][] =>
    found
      .filter((part) => part.some((id) => Object.hasOwn(numbers, id)))
      .map((part) => [nameOf(part, group), sum(part.map((id) => own(numbers, id)))]);
  return Object.fromEntries([
    ...entries(parts.physicians, MASKED_PHYSICIANS),
    ...entries(parts.others, MASKED_OTHERS),
  ]);
}

/** The categories but those that are told in a group alone, with the groups; `ids` are those of the rows. */
export function categoriesWithGroups(
  categories: Categories,
  parts: Parts,
  ids: ReadonlySet<string>,
): Categories {
  const groups: Categories = [
    {
      id: MASKED_PHYSICIANS,
      physician: true,
      label: { fr: 'Catégories de médecins regroupées', en: 'Categories of physicians, grouped' },
    },
    {
      id: MASKED_OTHERS,
      physician: false,
      label: { fr: 'Autres catégories regroupées', en: 'Other categories, grouped' },
    },
  ];
  const inGroups = new Set(
    [...parts.physicians, ...parts.others].flatMap((part) => (part.length > 1 ? part : [])),
  );
  const told = categories.filter(({ id }) => ids.has(id) || !inGroups.has(id));
  return [...told, ...groups.filter(({ id }) => ids.has(id))];
}

function nameOf(part: Part, group: string): string {
  const [only] = part;
  return part.length === 1 && only !== undefined ? only : group;
}

/** What somebody called like a group is only told as part of one. */
function bearsGroupName(part: Part): boolean {
  return part.length === 1 && part.every(isMaskedGroup);
}

function areEqual(one: Tally, other: Tally): boolean {
  const atoms = atomsOf(other);
  return atomsOf(one).every((n, at) => n === atoms[at]);
}

function rowsOf<Row extends { readonly id: string }>(rows: readonly Row[], part: Part): Row[] {
  return rows.filter(({ id }) => part.includes(id));
}

/** The parts of which an indicator has a row. */
function within(parts: readonly Part[], rows: readonly { readonly id: string }[]): Part[] {
  return parts.filter((part) => rows.some(({ id }) => part.includes(id)));
}

function single(ids: readonly string[]): Part[] {
  return ids.map((id) => [id]);
}

function own(numbers: Readonly<Record<string, number>>, id: string): number {
  return Object.hasOwn(numbers, id) ? (numbers[id] ?? 0) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
