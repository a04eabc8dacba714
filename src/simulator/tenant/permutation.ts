import { hash32, mix32 } from './hash.ts';

/** A one-to-one shuffle of 0 … size − 1 that needs no memory: flags land scattered, totals stay exact. */
export interface Permutation {
  readonly size: number;
  readonly forward: (index: number) => number;
  readonly inverse: (index: number) => number;
}

const ROUNDS = 4;

/**
 * A keyed Feistel network over a grid of rows × columns just larger than `size`; the few values that
 * fall outside are walked on until they are inside.
 */
export function createPermutation(size: number, seed: number, salt: number): Permutation {
  const rows = Math.max(1, Math.ceil(Math.sqrt(size)));
  const columns = Math.max(1, Math.ceil(size / rows));
  const keys = Array.from({ length: ROUNDS }, (_, round) => hash32(seed, salt, round, size));
  const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = keys;

  const once = (value: number): number => {
    let row = Math.floor(value / columns);
    let column = value - row * columns;
    row = (row + (mix32(column ^ k0) % rows)) % rows;
    column = (column + (mix32(row ^ k1) % columns)) % columns;
    row = (row + (mix32(column ^ k2) % rows)) % rows;
    column = (column + (mix32(row ^ k3) % columns)) % columns;
    return row * columns + column;
  };
  const back = (value: number): number => {
    let row = Math.floor(value / columns);
    let column = value - row * columns;
    column = (column + columns - (mix32(row ^ k3) % columns)) % columns;
    row = (row + rows - (mix32(column ^ k2) % rows)) % rows;
    column = (column + columns - (mix32(row ^ k1) % columns)) % columns;
    row = (row + rows - (mix32(column ^ k0) % rows)) % rows;
    return row * columns + column;
  };
  const walk = (step: (value: number) => number) => (index: number) => {
    if (!(index >= 0 && index < size)) throw new RangeError(`${index} is outside a permutation of ${size}`);
    let value = step(index);
    while (value >= size) value = step(value);
    return value;
  };
  return { size, forward: walk(once), inverse: walk(back) };
}
