/** The value of a key that a record really has: an id may be `constructor` or `toString`, which every object answers to. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
