import type { Contradiction } from './contradiction.ts';
import type { Situation } from './plain-situation.ts';

type Path = Contradiction['path'];

/** What contradicts itself in the sections beside the indicators. */
export function sectionContradictions(situation: Situation): Contradiction[] {
  return [
    ...ofPopulation(situation),
    ...ofTerms(situation),
    ...ofLicences(situation),
    ...ofRoster(situation),
    ...ofEnrolments(situation),
    ...ofAdministrators(situation),
    ...ofServices(situation),
  ];
}

function ofPopulation({
  population: { accounts, physicians, physicianAccounts },
}: Situation): Contradiction[] {
  if (physicianAccounts === undefined) return [];
  return [
    ...within([physicians], physicianAccounts, ['population', 'physicianAccounts']),
    ...within([physicianAccounts], accounts, ['population', 'physicianAccounts']),
  ];
}

const STANDINGS = ['accepted', 'declined', 'expired', 'missing', 'undetermined'] as const;

/** Every enabled member stands somewhere with every agreement. */
function ofTerms({ termsOfUse = [], indicators }: Situation): Contradiction[] {
  const members = indicators.find(({ id }) => id === 'terms-of-use')?.population;
  return termsOfUse.flatMap(({ byCategory, ...all }, index) => {
    const path = ['termsOfUse', index];
    return [
      ...sums(all, Object.values(byCategory), STANDINGS, [...path, 'byCategory']),
      ...found(
        members !== undefined && total(STANDINGS.map((one) => all[one])) !== members,
        path,
        'its standings do not add up to the population of terms-of-use',
      ),
    ];
  });
}

function ofLicences({ licences }: Situation): Contradiction[] {
  if (licences === undefined) return [];
  const costs = licences.skus.flatMap(({ monthlyCost }) => monthlyCost ?? []);
  return [
    ...licences.skus.flatMap(({ byEstablishment, ...sku }, index) => {
      const path = ['licences', 'skus', index];
      return [
        ...within([sku.unused, sku.undetermined], sku.held, path),
        ...sums(sku, byEstablishment, ['unused'], [...path, 'byEstablishment']),
        ...isCostOf(
          sku.monthlyCost,
          byEstablishment.flatMap(({ monthlyCost }) => monthlyCost ?? []),
          [...path, 'monthlyCost'],
        ),
      ];
    }),
    ...isCostOf(licences.monthlyCost, costs, ['licences', 'monthlyCost']),
  ];
}

/** Costs are rounded to the cent, each for itself. */
function isCostOf(whole: number | undefined, parts: readonly number[], path: Path): Contradiction[] {
  const difference = Math.abs((whole ?? 0) - total(parts));
  return found(difference > 0.01 * (parts.length + 1), path, 'the parts do not sum to the whole');
}

const PERSONS = ['persons', 'withoutAccount', 'withoutMailbox', 'undetermined'] as const;
const LINES = ['lines', 'withoutAccount', 'withoutMailbox', 'undetermined'] as const;

function ofRoster({ roster }: Situation): Contradiction[] {
  if (roster === undefined) return [];
  const {
    lines,
    persons = 0,
    withoutAccount = 0,
    withoutAccountByCategory,
    physiciansWithoutMailbox,
  } = roster;
  const path = ['roster'];
  const byCategory = Object.values(withoutAccountByCategory ?? {});
  return [
    ...within([withoutAccount], lines, path),
    ...within([persons], lines, path),
    ...found(
      withoutAccountByCategory !== undefined && total(byCategory) !== withoutAccount,
      [...path, 'withoutAccountByCategory'],
      'the parts do not sum to the whole',
    ),
    ...(physiciansWithoutMailbox === undefined
      ? []
      : ofPhysicians(physiciansWithoutMailbox, lines, [...path, 'physiciansWithoutMailbox'])),
  ];
}

/** A person may be in several parts: these sum to the whole or to more, and none is larger. */
function ofPersons(
  whole: RosterPhysicians['persons'],
  parts: readonly { readonly lines: number; readonly persons?: RosterPhysicians['persons'] }[],
  path: Path,
): Contradiction[] {
  const told = parts.flatMap(({ persons }) => persons ?? []);
  if (whole === undefined || told.length === 0) return [];
  return [
    ...parts.flatMap(({ lines, persons }) =>
      persons === undefined
        ? []
        : [
            ...within([persons.persons], lines, path),
            ...within(
              [persons.withoutAccount, persons.withoutMailbox, persons.undetermined],
              persons.persons,
              path,
            ),
          ],
    ),
    ...found(
      PERSONS.some(
        (name) =>
          total(told.map((one) => one[name])) < whole[name] || told.some((one) => one[name] > whole[name]),
      ),
      path,
      'the parts do not make the whole',
    ),
  ];
}

type RosterPhysicians = NonNullable<NonNullable<Situation['roster']>['physiciansWithoutMailbox']>;

function ofPhysicians(
  { byCategory, byEstablishment, withoutCategory, ...all }: RosterPhysicians,
  lines: number,
  path: Path,
): Contradiction[] {
  return [
    ...within([all.lines, withoutCategory], lines, path),
    ...within([all.withoutAccount, all.withoutMailbox, all.undetermined], all.lines, path),
    ...sums(all, byCategory, LINES, [...path, 'byCategory']),
    ...sums(all, byEstablishment, LINES, [...path, 'byEstablishment']),
    ...ofPersons(all.persons, [all], [...path, 'persons']),
    ...ofPersons(all.persons, byCategory, [...path, 'byCategory', 'persons']),
    ...ofPersons(all.persons, byEstablishment, [...path, 'byEstablishment', 'persons']),
  ];
}

function ofEnrolments({ enrolments }: Situation): Contradiction[] {
  return enrolments.flatMap(({ total: all, byCategory, unusedMailbox }, index) => {
    const path = ['enrolments', index];
    const { physicians = 0, unused = 0, undetermined = 0 } = unusedMailbox ?? {};
    return [
      ...found(
        total(Object.values(byCategory)) !== all,
        [...path, 'byCategory'],
        'the parts do not sum to the whole',
      ),
      ...within([physicians], all, [...path, 'unusedMailbox']),
      ...within([unused, undetermined], physicians, [...path, 'unusedMailbox']),
    ];
  });
}

function ofAdministrators({ administrators = [] }: Situation): Contradiction[] {
  return administrators.flatMap(
    ({ active, eligible = Infinity, notCapable = 0, notEnforced = 0, lowerBound, lowerBounds }, index) => [
      ...within([Math.max(notCapable, notEnforced)], active + eligible, ['administrators', index]),
      ...found(
        lowerBounds !== undefined && lowerBound !== lowerBounds.length > 0,
        ['administrators', index, 'lowerBounds'],
        'they are not what lowerBound says',
      ),
    ],
  );
}

function ofServices({ serviceUsage }: Situation): Contradiction[] {
  return serviceUsage.flatMap(({ physicians, ...all }, index) => {
    const path = ['serviceUsage', index];
    return [
      ...within([all.active30], all.active90, path),
      ...within([physicians.active30], physicians.active90, [...path, 'physicians']),
      ...within([physicians.active90], all.active90, [...path, 'physicians']),
      ...within([physicians.licensed ?? 0], all.licensed ?? Infinity, [...path, 'physicians']),
    ];
  });
}

function within(parts: readonly number[], whole: number, path: Path): Contradiction[] {
  return found(total(parts) > whole, path, 'the parts are more than the whole');
}

function sums<Name extends string>(
  whole: Readonly<Record<Name, number>>,
  parts: readonly Readonly<Record<Name, number>>[],
  names: readonly Name[],
  path: Path,
): Contradiction[] {
  const isSum = names.every((name) => total(parts.map((part) => part[name])) === whole[name]);
  return found(!isSum, path, 'the parts do not sum to the whole');
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function found(isFound: boolean, path: Path, message: string): Contradiction[] {
  return isFound ? [{ path, message }] : [];
}
