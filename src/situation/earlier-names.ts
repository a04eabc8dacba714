import type { Limit } from './sections/limits.ts';
import type { MailFlow } from './sections/mail-flow.ts';
import type { Situation } from './plain-situation.ts';

/** What no source of the audit can tell; `unseen` in audits of versions before `limits`. */
export function limitsOf({ limits, unseen }: Situation): readonly Limit[] {
  return limits ?? unseen ?? [];
}

/** The tenant's mail flow; `posture` in audits of versions before `mailFlow`. */
export function mailFlowOf({ mailFlow, posture }: Situation): MailFlow | undefined {
  return mailFlow ?? posture;
}
