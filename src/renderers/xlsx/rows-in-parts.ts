/**
 * The rows of one reading, as so many parts of at most `most` rows each, the last one taking what is left. The parts
 * must be read in their order, each to its end; stopping early ends the reading.
 */
export function rowsInParts(
  read: () => AsyncGenerator<string[]>,
  parts: number,
  most: number,
): (() => AsyncGenerator<string>)[] {
  let source: AsyncGenerator<string[]> | undefined;
  let rest: string[] = [];
  async function* part(isLast: boolean): AsyncGenerator<string> {
    source ??= read();
    let isWhole = false;
    try {
      for (let room = isLast ? Infinity : most; room > 0;) {
        if (rest.length === 0) {
          const next = await source.next();
          if (next.done === true) break;
          rest = next.value;
        }
        const taken = rest.length <= room ? rest : rest.slice(0, room);
        rest = rest.slice(taken.length);
        room -= taken.length;
        yield taken.join('');
      }
      isWhole = true;
    } finally {
      if (isLast || !isWhole) await source.return(undefined);
    }
  }
  return Array.from({ length: parts }, (_, index) => () => part(index === parts - 1));
}
