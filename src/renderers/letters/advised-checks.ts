import { existsSync } from 'node:fs';
import { isNotAssessable } from '../../i18n/sentence.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { findingsFile } from '../findings/findings-file.ts';

/** A check that says what to do about the accounts it finds. */
export type AdvisedCheck = CheckDescription & { readonly advice: NonNullable<CheckDescription['advice']> };

/**
 * The checks that say what to do, that could be assessed, and whose findings are there; in the folder of an establishment, which is made anew each
 * time, those alone that find somebody.
 */
export function advisedChecks(situation: Situation, auditFolder: string): AdvisedCheck[] {
  const isListed = (one: Indicator): boolean =>
    !isNotAssessable(one) && (situation.scope === undefined || one.count > 0);
  const assessed = new Set(situation.indicators.filter(isListed).map(({ id }) => id));
  return situation.checks
    .filter(isAdvised)
    .filter(({ id }) => assessed.has(id) && existsSync(findingsFile(auditFolder, id)));
}

function isAdvised(check: CheckDescription): check is AdvisedCheck {
  return check.advice !== undefined;
}
