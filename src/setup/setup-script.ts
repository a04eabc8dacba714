import { azScript } from './scripts/az.ts';
import { bicepScript } from './scripts/bicep.ts';
import { powershellScript } from './scripts/powershell.ts';
import type { ScriptKind, SetupPlan } from './setup-plan.ts';

const SCRIPTS: Readonly<Record<ScriptKind, (plan: SetupPlan) => string>> = {
  powershell: powershellScript,
  az: azScript,
  bicep: bicepScript,
};

/** The set-up as a script that an administrator reads and runs; the same plan gives the same text. */
export function setupScript(kind: ScriptKind, plan: SetupPlan): string {
  return SCRIPTS[kind](plan);
}
