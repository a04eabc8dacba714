/** A figure of the whole tenant, and the same of each establishment. */
export interface Parted<T> {
  readonly whole: T;
  /** Of one establishment; of one that nothing was counted of, as of nobody. */
  readonly of: (establishment: string) => T;
}

/**
 * Sums the cells of a query grouped by establishment twice over: all of them, and those of each establishment.
 *
 * @param tally the figure of some cells; of the whole, without an establishment
 */
export function parted<Cell extends { readonly establishment: string }, T>(
  cells: readonly Cell[],
  tally: (cells: readonly Cell[], establishment?: string) => T,
): Parted<T> {
  const groups = groupedBy(cells, ({ establishment }) => establishment);
  return {
    whole: tally(cells),
    of: (establishment) => tally(groups.get(establishment) ?? [], establishment),
  };
}

/** Several figures as one. */
export function together<T>(figures: readonly Parted<T>[]): Parted<T[]> {
  return {
    whole: figures.map(({ whole }) => whole),
    of: (establishment) => figures.map(({ of }) => of(establishment)),
  };
}

/** The same figure in another shape. */
export function partedAs<T, U>({ whole, of }: Parted<T>, shape: (figure: T) => U): Parted<U> {
  return { whole: shape(whole), of: (establishment) => shape(of(establishment)) };
}

export function groupedBy<Cell>(cells: readonly Cell[], key: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const group = groups.get(key(cell));
    if (group === undefined) groups.set(key(cell), [cell]);
    else group.push(cell);
  }
  return groups;
}
