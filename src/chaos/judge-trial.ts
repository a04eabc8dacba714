import { joined, type Evidence, type Judgement } from './evidence.ts';
import { judgeFindings } from './judge-findings.ts';
import { judgeFigures } from './judge-figures.ts';
import { judgeMailboxes } from './judge-mailboxes.ts';
import { judgeRequests } from './judge-requests.ts';
import { judgeRun } from './judge-run.ts';
import { judgeSources } from './judge-sources.ts';
import { truthOf } from './truth.ts';

/**
 * Whether an audit of a misbehaving cloud told the truth: its figures are those of a cloud that behaves, or exactly what
 * the plan made unreadable is undetermined, and the audit says so.
 */
export function judgeTrial(evidence: Evidence): Judgement {
  const { situation, cloud } = evidence;
  const run = judgeRun(evidence);
  if (situation === null) return run;
  const truth = truthOf(evidence, situation);
  return joined([
    run,
    judgeSources(situation, truth, cloud.today),
    judgeFigures(situation, truth),
    judgeMailboxes(evidence.findings['mailbox-redirects'] ?? [], truth),
    judgeFindings(situation, evidence.findings),
    judgeRequests(evidence),
  ]);
}
