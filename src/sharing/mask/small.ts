/** Nobody, or at least so many: a number that may be told. */
export function isTellable(n: number, least: number): boolean {
  return n === 0 || n >= least;
}

/** Whether a number may be told beside others: neither it, nor what is left when it is taken from one of them, is small. */
export function fits(n: number, told: readonly number[], least: number): boolean {
  return isTellable(n, least) && told.every((one) => isTellable(Math.abs(one - n), least));
}
