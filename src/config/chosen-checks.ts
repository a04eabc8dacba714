import type { Config } from './config.ts';

type Choice = Pick<Config, 'checks'>;

/** Whether the configuration leaves any check out, by its id. */
export function choosesChecks({ checks }: Choice): boolean {
  return checks?.only !== undefined || checks?.without !== undefined;
}

/** Whether the check of this id judges. */
export function isChosen({ checks }: Choice, id: string): boolean {
  if (checks?.only !== undefined) return checks.only.includes(id);
  return checks?.without?.includes(id) !== true;
}

/** The key that leaves checks out, as it is written. */
export function keyOfChoice({ checks }: Choice): 'checks.only' | 'checks.without' {
  return checks?.only === undefined ? 'checks.without' : 'checks.only';
}
