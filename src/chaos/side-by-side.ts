/** Does `work` for each item, `jobs` at a time; `done` is told of each result as it comes. */
export async function sideBySide<T, R>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<R>,
  done: (result: R) => void,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      for (const item of items.slice(index, index + 1)) {
        const result = await work(item);
        results[index] = result;
        done(result);
      }
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return results;
}
