// ICU's order is that of the network's own lists, accents and « Î » included, whatever the language of the report.
const COLLATOR = new Intl.Collator('fr-CA');

/** The order of establishments, categories and other names, in every format; names that it holds equal go by their code points. */
export function byName(left: string, right: string): number {
  return COLLATOR.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}

/** The same, with what has no name ('') last. */
export function namedFirst(left: string, right: string): number {
  return Number(left === '') - Number(right === '') || byName(left, right);
}
