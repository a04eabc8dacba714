import { KnownError, messageOf } from '../errors.ts';

/** A query needs more memory than its session may use, and than could be spilled to the disk. Its cause is what DuckDB said. */
export class OutOfMemory extends KnownError {
  constructor(memoryLimitMb: number, cause: unknown) {
    super(
      'local',
      `there is too little memory: ${memoryLimitMb} MB for a query do not suffice, or cannot be had`,
      {
        nextSteps: [
          'Run the same command on a machine with more memory, or allow this one’s container more; what was collected is kept (--resume goes on).',
        ],
        cause,
      },
    );
  }
}

/** How DuckDB says so; the second is the system's own refusal. */
const WORDS = /Out of Memory Error|std::bad_alloc/;

/** Whether an error of DuckDB is about memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof OutOfMemory || WORDS.test(messageOf(error));
}
