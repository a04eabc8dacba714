/** The allowed word that `word` was probably meant to be, or null when none is near. */
export function suggestionFor(word: string, allowed: readonly string[]): string | null {
  if (word.length > 64) return null;
  const furthest = Math.min(3, Math.ceil(word.length / 3));
  const nearest = allowed
    .map((candidate) => ({ candidate, distance: editDistance(plain(word), plain(candidate)) }))
    .sort((left, right) => left.distance - right.distance)
    .at(0);
  return nearest !== undefined && nearest.distance <= furthest ? nearest.candidate : null;
}

/** Case and separators differ for free, so that `job_title` is `jobTitle`. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, character] of Array.from(from).entries()) {
    const current = [row + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replace = (previous[column] ?? 0) + (character === other ? 0 : 1);
      const remove = (previous[column + 1] ?? 0) + 1;
      const insert = (current[column] ?? 0) + 1;
      current.push(Math.min(replace, remove, insert));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
