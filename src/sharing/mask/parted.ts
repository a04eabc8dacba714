/** Ids that are told as one. */
export type Part = readonly string[];

/**
 * Parts of which every one is fine: those that are not are put together in one group, with the smallest of the others until the group is
 * fine too, so that the total less the parts that stand alone gives nothing but the group. The group, if any, comes last; what was a
 * group already is of it. Null where not even all of them together are fine.
 */
export function parted(
  parts: readonly Part[],
  isFine: (part: Part) => boolean,
  sizeOf: (part: Part) => number,
): Part[] | null {
  const alone = parts.filter((part) => part.length === 1 && isFine(part));
  const group = parts.filter((part) => !alone.includes(part)).flat();
  if (group.length === 0) return alone;
  const bySize = [...alone].sort((a, b) => sizeOf(a) - sizeOf(b));
  const joined = new Set<Part>();
  for (const next of bySize) {
    if (isFine(group)) break;
    group.push(...next);
    joined.add(next);
  }
  return isFine(group) ? [...alone.filter((part) => !joined.has(part)), group] : null;
}
