import type { Language } from '../../i18n/language.ts';
import { CHECKS } from '../../checks/catalogue.ts';
import { requireIndicators, type FailOn } from '../../assessment/fail-on/fail-on.ts';
import { judgeFailOn } from '../../assessment/fail-on/judge-fail-on.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';

export interface FailOnOptions {
  readonly failOn: readonly FailOn[];
  readonly lang: Language;
}

/**
 * Holds every `--fail-on` against the situation, once all is written, and tells those that matched or could not be
 * assessed. Gives the exit code of the run: 1 where there is any, else 0. That there are such checks was seen before anything was written.
 */
export async function failOnStage(situation: Situation, given: FailOnOptions, io: Io): Promise<0 | 1> {
  const failed = given.failOn
    .map((expression) => judgeFailOn(expression, situation))
    .filter(({ outcome }) => outcome !== 'clear');
  await io.stderr.write(failed.map(({ words }) => `vigie: ${words[given.lang]}\n`).join(''));
  return failed.length > 0 ? 1 : 0;
}

/** Throws `KnownError` (usage) where an expression is of a check that is neither shipped nor of the audit. */
export function requireChecks(failOn: readonly FailOn[], { checks }: Situation): void {
  requireIndicators(failOn, [...new Set([...CHECKS, ...checks].map(({ id }) => id))]);
}
