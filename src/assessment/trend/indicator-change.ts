import { namedFirst } from '../../i18n/collation.ts';
import type { Indicator, Tally } from '../../situation/situation.ts';
import { movesOf, type MoveCell, type Part } from './account-moves.ts';
import { net, type IndicatorChange } from '../../situation/trend/trend-schema.ts';

type Moved = Omit<IndicatorChange['physicians'], 'comparable'>;

/** Whether the figures compare: of all accounts, and of the physicians. */
export interface Comparable {
  readonly comparable: boolean;
  readonly physiciansComparable: boolean;
}

const NOBODY: Tally = { population: 0, examined: 0, count: 0, undetermined: 0 };

const EVERYBODY: Part = { wasIn: () => true, isIn: () => true };
const PHYSICIANS: Part = { wasIn: (cell) => cell.physicianBefore, isIn: (cell) => cell.physicianNow };

/** The accounts of an establishment; `within` restricts them further. */
function establishment(id: string, within: Part = EVERYBODY): Part {
  return {
    wasIn: (cell) => cell.establishmentBefore === id && within.wasIn(cell),
    isIn: (cell) => cell.establishmentNow === id && within.isIn(cell),
  };
}

/**
 * An indicator against that of the earlier audit; without moves where `cells` is null.
 */
export function indicatorChange(
  pair: { readonly before: Indicator; readonly now: Indicator } & Comparable,
  cells: readonly MoveCell[] | null,
): IndicatorChange {
  const { before, now, comparable, physiciansComparable } = pair;
  const moved = (then: Tally, of: Tally, part: Part): Moved => ({
    before: then.count,
    change: of.count - then.count,
    ...(cells === null ? {} : { moves: movesOf(cells, part) }),
  });
  return {
    id: now.id,
    ...moved(before, now, EVERYBODY),
    tallyBefore: tallyOf(before),
    lowerBoundBefore: before.lowerBound,
    populationBoundBefore: before.populationBound,
    comparable,
    physicians: {
      ...moved(before.physicians, now.physicians, PHYSICIANS),
      comparable: physiciansComparable,
    },
    byEstablishment: establishmentsOf(before, now).map((id) => {
      const then = ofEstablishment(before, id);
      const of = ofEstablishment(now, id);
      return {
        id,
        ...moved(then, of, establishment(id)),
        tallyBefore: tallyOf(then),
        physicians: {
          ...moved(then.physicians, of.physicians, establishment(id, PHYSICIANS)),
          tallyBefore: tallyOf(then.physicians),
        },
      };
    }),
  };
}

function tallyOf({ population, examined, count, undetermined }: Tally): Tally {
  return { population, examined, count, undetermined };
}

/** Those of this audit, and those that are gone. */
function establishmentsOf(before: Indicator, now: Indicator): string[] {
  return [...new Set([...now.byEstablishment, ...before.byEstablishment].map(({ id }) => id))].sort(
    namedFirst,
  );
}

function ofEstablishment({ byEstablishment }: Indicator, id: string): Tally & { readonly physicians: Tally } {
  return byEstablishment.find((one) => one.id === id) ?? { ...NOBODY, physicians: NOBODY };
}

/** Whether all that moved explains the change: the accounts that the findings hold are those that were counted. */
export function addsUp({ byEstablishment, ...all }: IndicatorChange): boolean {
  return [all, all.physicians, ...byEstablishment.flatMap((one) => [one, one.physicians])].every(
    ({ change, moves }) => moves === undefined || change === net(moves),
  );
}
