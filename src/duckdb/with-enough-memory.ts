import { totalmem } from 'node:os';
import { OutOfMemory } from './out-of-memory.ts';

const MEGABYTE = 2 ** 20;

/** What a session may take of the memory of this machine; the rest is for this program itself, and for others. */
const SHARE = 0.6;

/**
 * Works with as little memory as `leastMb` says, and again with twice as much where DuckDB says that it was too little, up to what
 * this machine, or its container, can give. `work` does the same however often it is done.
 *
 * @throws OutOfMemory where that is too little
 */
export async function withEnoughMemory<T>(
  leastMb: number,
  work: (memoryLimitMb: number) => Promise<T>,
  mostMb = mostMemoryMb(),
): Promise<T> {
  for (let limitMb = leastMb; ; limitMb = Math.min(2 * limitMb, mostMb)) {
    try {
      return await work(limitMb);
    } catch (error) {
      if (!(error instanceof OutOfMemory) || limitMb >= mostMb) throw error;
    }
  }
}

function mostMemoryMb(): number {
  // 0 where nothing constrains it, or more than there is.
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.floor((bytes * SHARE) / MEGABYTE);
}
