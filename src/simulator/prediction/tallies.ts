import type { Seen, Viewer } from './view.ts';

export interface PredictedTally {
  readonly population: number;
  readonly examined: number;
  readonly count: number;
  readonly undetermined: number;
}

export type Verdict = 'compliant' | 'non-compliant' | 'undetermined';

interface Counter {
  population: number;
  examined: number;
  count: number;
  undetermined: number;
}

/** One indicator's tallies, overall and broken down, in the order that a situation has them. */
export interface Tallies {
  readonly total: PredictedTally;
  readonly physicians: PredictedTally;
  readonly byCategory: readonly (PredictedTally & { readonly id: string })[];
  readonly byEstablishment: readonly (PredictedTally & {
    readonly id: string;
    readonly physicians: PredictedTally;
  })[];
}

export interface TallyBook {
  add(seen: Seen, verdict: Verdict): void;
  result(): Tallies;
}

const zero = (): Counter => ({ population: 0, examined: 0, count: 0, undetermined: 0 });

function enter(counter: Counter, verdict: Verdict): void {
  counter.population += 1;
  if (verdict === 'undetermined') counter.undetermined += 1;
  else counter.examined += 1;
  if (verdict === 'non-compliant') counter.count += 1;
}

export function createTallyBook(viewer: Viewer): TallyBook {
  const total = zero();
  const physicians = zero();
  const categories = new Map(viewer.categories.map(({ id }) => [id, zero()]));
  const establishments = new Map<string, { all: Counter; physicians: Counter }>();
  return {
    add({ category, establishment, physician }, verdict) {
      enter(total, verdict);
      if (physician) enter(physicians, verdict);
      const inCategory = categories.get(category) ?? zero();
      categories.set(category, inCategory);
      enter(inCategory, verdict);
      const there = establishments.get(establishment) ?? { all: zero(), physicians: zero() };
      establishments.set(establishment, there);
      enter(there.all, verdict);
      if (physician) enter(there.physicians, verdict);
    },
    result: () => ({
      total,
      physicians,
      byCategory: [...categories].map(([id, counter]) => ({ id, ...counter })),
      byEstablishment: [...establishments]
        .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
        .map(([id, there]) => ({ id, ...there.all, physicians: there.physicians })),
    }),
  };
}
