/** A place in the situation whose figures cannot all be true. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
