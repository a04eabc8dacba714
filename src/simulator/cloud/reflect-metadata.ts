// @peculiar/x509 finds its parts through tsyringe, which insists on three functions that Node does not have.
const known = new WeakMap<object, Map<unknown, unknown>>();

const own = (key: unknown, target: object): unknown => known.get(target)?.get(key);

function inherited(key: unknown, target: object): unknown {
  const found = own(key, target);
  const parent: unknown = Object.getPrototypeOf(target);
  if (found !== undefined || parent === null || (typeof parent !== 'object' && typeof parent !== 'function'))
    return found;
  return inherited(key, parent);
}

function define(key: unknown, value: unknown, target: object): void {
  const entries = known.get(target) ?? new Map<unknown, unknown>();
  known.set(target, entries.set(key, value));
}

/** Gives `Reflect` the functions of the reflect-metadata proposal that are missing; leaves others alone. */
export function installReflectMetadata(): void {
  const functions = { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define };
  for (const [name, value] of Object.entries(functions)) {
    if (!(name in Reflect))
      Object.defineProperty(Reflect, name, { value, configurable: true, writable: true });
  }
}
