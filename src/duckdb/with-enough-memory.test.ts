import { expect, test } from 'vitest';
import { exitCodeOf } from '../cli/exit-code.ts';
import { openDuckDb } from './duckdb.ts';
import { OutOfMemory } from './out-of-memory.ts';
import { withEnoughMemory } from './with-enough-memory.ts';

/** The limits that were tried, and what came of it, where `neededMb` suffice. */
async function tried(leastMb: number, neededMb: number, mostMb: number): Promise<unknown[]> {
  const limits: number[] = [];
  const work = (limitMb: number): Promise<string> => {
    limits.push(limitMb);
    return limitMb >= neededMb ? Promise.resolve('done') : Promise.reject(new OutOfMemory(limitMb, 'x'));
  };
  const came = await withEnoughMemory(leastMb, work, mostMb).catch((error: unknown) => error);
  return [limits, came instanceof OutOfMemory ? came.message : came];
}

test('work is done again with twice the memory, up to what the machine gives', async () => {
  expect(await tried(100, 50, 1_000)).toEqual([[100], 'done']);
  expect(await tried(100, 350, 1_000)).toEqual([[100, 200, 400], 'done']);
  expect(await tried(100, 450, 500)).toEqual([[100, 200, 400, 500], 'done']);
  expect(await tried(100, 600, 500)).toEqual([
    [100, 200, 400, 500],
    'there is too little memory: 500 MB for a query do not suffice, or cannot be had',
  ]);
  expect(await tried(100, 600, 50)).toEqual([
    [100],
    'there is too little memory: 100 MB for a query do not suffice, or cannot be had',
  ]);
});

test('what fails otherwise is not done again', async () => {
  let times = 0;
  const work = (): Promise<never> => {
    times += 1;
    return Promise.reject(new Error('x'));
  };
  await expect(withEnoughMemory(100, work)).rejects.toThrow('x');
  expect(times).toBe(1);
});

test('a query for which the memory does not suffice is local trouble with a next step, no bug', async () => {
  const db = await openDuckDb({ memoryLimitMb: 20, threads: 1 });
  try {
    const error: unknown = await db
      .run(`CREATE TABLE t AS SELECT repeat(i::VARCHAR, 200) AS text FROM range(1_000_000) r(i)`)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      kind: 'local',
      message: 'there is too little memory: 20 MB for a query do not suffice, or cannot be had',
      nextSteps: [expect.stringContaining('more memory') as string],
    });
    expect(exitCodeOf(error)).toBe(4);
  } finally {
    await db.close();
  }
});
