import { KnownError, messageOf, worded } from '../errors.ts';

const TOO_LITTLE = {
  fr: 'il y a trop peu de mémoire\u00a0: {limit} Mo ne suffisent pas à une requête, ou ne peuvent être obtenus',
  en: 'there is too little memory: {limit} MB for a query do not suffice, or cannot be had',
} as const;
const MORE_MEMORY = {
  fr: 'Lancer la même commande sur une machine qui a plus de mémoire, ou en accorder plus au conteneur de celle-ci; ce qui a été collecté est gardé (--resume reprend).',
  en: 'Run the same command on a machine with more memory, or allow this one’s container more; what was collected is kept (--resume goes on).',
} as const;

/** A query needs more memory than its session may use, and than could be spilled to the disk. Its cause is what DuckDB said. */
export class OutOfMemory extends KnownError {
  constructor(memoryLimitMb: number, cause: unknown) {
    super('local', worded(TOO_LITTLE, { limit: memoryLimitMb }), { nextSteps: [MORE_MEMORY], cause });
  }
}

/** How DuckDB says so; the second is the system's own refusal. */
const WORDS = /Out of Memory Error|std::bad_alloc/;

/** Whether an error of DuckDB is about memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof OutOfMemory || WORDS.test(messageOf(error));
}
