import { existsSync } from 'node:fs';
import { isNotAssessable } from '../../i18n/sentence.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Situation } from '../../situation/situation.ts';
import { findingsFile } from '../findings/findings-file.ts';

/** A check that says what to do about the accounts it finds. */
export type AdvisedCheck = CheckDescription & { readonly advice: NonNullable<CheckDescription['advice']> };

/** The checks that say what to do, that could be assessed, and whose findings are there. */
export function advisedChecks(situation: Situation, auditFolder: string): AdvisedCheck[] {
  const assessed = new Set(situation.indicators.filter((one) => !isNotAssessable(one)).map(({ id }) => id));
  return situation.checks
    .filter(isAdvised)
    .filter(({ id }) => assessed.has(id) && existsSync(findingsFile(auditFolder, id)));
}

function isAdvised(check: CheckDescription): check is AdvisedCheck {
  return check.advice !== undefined;
}
