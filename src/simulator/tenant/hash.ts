/** Scrambles 32 bits (the finalizer of MurmurHash3): every input has its own output. */
export function mix32(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The inverse of `mix32`. */
export function unmix32(value: number): number {
  let x = value | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7ed1b41d);
  x ^= (x >>> 13) ^ (x >>> 26);
  x = Math.imul(x, 0xa5cb9243);
  return (x ^ (x >>> 16)) >>> 0;
}

/** 32 bits that depend on all parts and nothing else. */
export function hash32(...parts: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const part of parts) state = mix32(state ^ Math.imul(part | 0, 0x9e3779b1)) + 0x6d2b79f5;
  return mix32(state);
}

/** A salt from a name, so that each use of chance has its own. */
export function saltOf(name: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/** `list[index]`, for an index that is known to be within the list. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`index ${index} is outside a list of ${list.length}`);
  return found;
}
