import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
import { judgingRule } from '../trend/differences.ts';
import type { PastAudit, PastCheck } from '../trend/earlier-audits.ts';

/** What an earlier audit can tell of the age of a finding. */
export function pastAudit(auditFolder: string, situation: Situation): PastAudit {
  const { asOf, collectedAt, sources } = situation;
  const checks = situation.checks.flatMap((check): [string, PastCheck][] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined || isNotAssessable(indicator)) return [];
    return [[check.id, { rule: judgingRule(check, situation), lowerBound: indicator.lowerBound }]];
  });
  return {
    ...{ auditFolder, asOf, collectedAt },
    hasAllAccounts: sources.some(({ id, outcome }) => id === 'accounts' && outcome === 'complete'),
    checks: new Map(checks),
  };
}
