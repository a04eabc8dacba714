import { KnownError, messageOf } from '../errors.ts';

const MOST_MEMORY_MB = 1_000;

/**
 * Works with as little memory as `leastMb` says, and again with twice as much where DuckDB says that it was too little.
 *
 * @throws KnownError `local` where a gigabyte is too little
 */
export async function withEnoughMemory<T>(
  leastMb: number,
  work: (memoryLimitMb: number) => Promise<T>,
): Promise<T> {
  for (let limitMb = leastMb; ; limitMb *= 2) {
    try {
      return await work(limitMb);
    } catch (error) {
      if (!messageOf(error).includes('Out of Memory Error')) throw error;
      if (limitMb > MOST_MEMORY_MB) throw outOfMemory(limitMb, error);
    }
  }
}

/** A disk too full to spill to speaks of memory as well, and says so itself. */
function outOfMemory(limitMb: number, error: unknown): unknown {
  if (error instanceof KnownError) return error;
  return new KnownError('local', `the assessment needs more than ${limitMb} MB of memory`, {
    nextSteps: ['Run “vigie assess” on a machine with more memory; the snapshot is whole.'],
    cause: error,
  });
}
