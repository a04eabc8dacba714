import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back what a stage left behind in the JavaScript heap before the next one's database takes its own
 * share: without it, the peaks of both stages add up.
 */
export function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  if (typeof collectGarbage === 'function') Reflect.apply(collectGarbage, undefined, []);
}
