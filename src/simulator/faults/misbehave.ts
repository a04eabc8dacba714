import type { Answer, CloudRequest } from '../cloud/answer.ts';
import type { AnswerItem } from '../cloud/graph-context.ts';
import type { Tokens } from '../cloud/tokens.ts';
import type { FaultPlan } from './fault-plan.ts';
import { createFaultTriggers } from './fault-triggers.ts';
import { injectFault } from './inject-fault.ts';
import { visitOf } from './visit.ts';
import { createWalks } from './walks.ts';

/** A plan at work: it stands between the requests and the cloud, and within batches. */
export interface Misbehaviour {
  outer(request: CloudRequest, ask: (request: CloudRequest) => Answer): Answer;
  readonly item: AnswerItem;
}

const UNANSWERED: Answer = { status: 503, headers: {}, body: '', connection: { breakAt: 'before' } };

/** `now` gives milliseconds since 1970. */
export function createMisbehaviour(plan: FaultPlan, tokens: Tokens, now: () => number): Misbehaviour {
  const triggered = createFaultTriggers(plan);
  const gone = plan.faults.find((fault) => fault.kind === 'network-gone');
  let requests = 0;
  const walk = createWalks(plan);
  return {
    outer(request, ask) {
      requests += 1;
      if (gone !== undefined && requests >= gone.at) return UNANSWERED;
      const visit = visitOf(request);
      if (visit === null) return ask(request);
      const fault = triggered(visit);
      const { authorization } = request.headers;
      if (fault?.kind === 'unauthorised') tokens.revoke(authorization);
      if (fault?.kind === 'claims-challenge') tokens.demandClaims();
      // One address serves all of Exchange's commands; the body tells them apart.
      const scope = visit.place === 'exchange' ? request.body : '';
      const asked = (): Answer =>
        walk({ place: visit.place, target: request.target, scope }, (target) => ask({ ...request, target }));
      return fault === null ? asked() : injectFault(fault, visit.place, asked, now());
    },
    item(url, ask) {
      const fault = triggered({ place: 'batch-item', identities: [url] });
      if (fault?.kind === 'missing-batch-answer') return null;
      // The first page of a mailbox's rules comes in a batch, and the walk begins with it.
      const asked = (): Answer => walk({ place: 'mailbox-page', target: url, scope: '' }, ask);
      return fault === null ? asked() : injectFault(fault, 'batch-item', asked, now());
    },
  };
}
