import { isTellable } from './small.ts';

const TALLY = ['population', 'examined', 'count', 'undetermined'] as const;
const ACTIVITY = ['licensed', 'active30', 'active90'] as const;

function within(places: readonly string[], names: readonly string[]): string[] {
  return places.flatMap((place) => names.map((name) => `${place}.${name}`));
}

/** Where a masked situation has numbers of people: keys parted by dots, `*` for any element or key. */
export const PEOPLE: readonly string[] = [
  ...within(['population'], ['accounts', 'mailboxes', 'physicians', 'physicianAccounts', 'byCategory.*']),
  ...within(
    [
      'indicators.*',
      'indicators.*.physicians',
      'indicators.*.byCategory.*',
      'indicators.*.byEstablishment.*',
      'indicators.*.byEstablishment.*.physicians',
    ],
    TALLY,
  ),
  ...within(['indicators.*.facts'], ['*', '*.*']),
  ...within(['decisions.*'], ['accounts', 'physicians', 'undetermined', 'facts.*']),
  ...within(['enrolments.*'], ['total', 'byCategory.*']),
  ...within(['serviceUsage.*', 'serviceUsage.*.physicians'], ACTIVITY),
  'sample.accounts',
  // Of both, nothing but 0 is told.
  'gaps.*.accounts',
  'sources.*.read',
];

/** Where it has other numbers. */
export const PARAMETERS: readonly string[] = [
  'parameters.inactiveAfterDays',
  'sharedCopy.maskUnder',
  'imported.files.*.periodDays',
];

/** What no masked situation has: sections, and numbers within those it has. */
export const LEFT_OUT: readonly string[] = [
  ...['administrators', 'establishmentSpellings', 'exceptions', 'licences', 'mailFlow', 'posture'],
  ...['roster', 'scope', 'tenantServices', 'termsOfUse', 'trend'],
  ...within(['imported.files.*'], ['bytes', 'rows', 'unmatched']),
  ...within(['sources.*'], ['expected', 'lacks', 'misses', 'outcomes']),
  'enrolments.*.unusedMailbox',
  'indicators.*.exceptions',
  'population.physicianPersons',
];

/** Throws where a number of a masked situation is small, or nobody said what it is a number of. */
export function requireTellable(situation: object, least: number): void {
  for (const { place, n } of numbersIn(situation, [])) {
    if (PARAMETERS.some((one) => fitsPlace(one, place))) continue;
    if (!PEOPLE.some((one) => fitsPlace(one, place)))
      throw new Error(
        `a masked situation has a number at ${place.join('.')}, of which it is not said what it counts`,
      );
    if (!isTellable(n, least)) throw new Error(`a masked situation has a small number at ${place.join('.')}`);
  }
}

interface Found {
  readonly place: readonly string[];
  readonly n: number;
}

function numbersIn(value: unknown, place: readonly string[]): Found[] {
  if (typeof value === 'number') return [{ place, n: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...place, key]));
}

function fitsPlace(pattern: string, place: readonly string[]): boolean {
  const keys = pattern.split('.');
  return keys.length === place.length && keys.every((key, at) => key === '*' || key === place[at]);
}
