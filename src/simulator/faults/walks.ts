import { graphError, type Answer } from '../cloud/answer.ts';
import { isWalking, placesOf, type WalkingFault } from './fault-kinds.ts';
import type { FaultPlan } from './fault-plan.ts';
import { WALKS, type Place } from './place.ts';
import { markOf, withMark, withoutMark, withoutSkipToken } from './skip-mark.ts';

const ORIGIN = 'https://graph.microsoft.com';
const NEXT_LINK = /"@odata\.nextLink":"([^"]*)"/;

const WALKED: ReadonlySet<Place> = new Set(WALKS);

/** A page of a listing as it is asked: which page of which walk. */
interface Step {
  readonly place: Place;
  /** As it was asked, marks included. */
  readonly target: string;
  /** As the cloud knows it. */
  readonly plain: string;
  readonly walk: number;
  readonly page: number;
}

/** Asks the cloud for a target of its own, and answers for the one that was asked. */
export type WalkGuide = (place: Place, target: string, ask: (target: string) => Answer) => Answer;

/**
 * Faults that belong to walks: every skip token that leaves is marked with its walk and page, so that what
 * befalls one walk spares the next, whoever goes on with it and when.
 */
export function createWalks(plan: FaultPlan): WalkGuide {
  const faults = plan.faults.filter(isWalking);
  if (faults.length === 0) return (_, target, ask) => ask(target);
  const walks = new Map<string, number>();
  const struck = new Map<string, number>();

  /** A fault of the first walk alone is tied to the walk that meets it first. */
  const strikes = (fault: WalkingFault, step: Step, listing: string): boolean => {
    if (fault.walks === 'every') return true;
    const key = `${faults.indexOf(fault)} ${listing}`;
    const walk = struck.get(key) ?? step.walk;
    struck.set(key, walk);
    return walk === step.walk;
  };

  return (place, target, ask) => {
    if (!WALKED.has(place)) return ask(target);
    const step = stepOf(place, target, walks);
    const here = faults.filter((fault) => placesOf(fault).includes(place));
    const listing = withoutSkipToken(step.plain);
    for (const fault of here) {
      const due = fault.kind === 'expired-skip-token' && step.page === fault.page;
      if (due && strikes(fault, step, listing)) return expired(fault.status ?? 400);
    }
    const answer = ask(step.plain);
    if (typeof answer.body !== 'string' || !NEXT_LINK.test(answer.body)) return answer;
    if (step.page === 1) walks.set(step.plain, step.walk);
    const bent = here.find(
      (fault) =>
        fault.kind !== 'expired-skip-token' && fault.page === step.page && strikes(fault, step, listing),
    );
    const body = answer.body.replace(NEXT_LINK, (_, link: string) => {
      const next =
        bent?.kind === 'looping-next-link'
          ? `${ORIGIN}${step.target}`
          : withMark(link, { walk: step.walk, page: step.page + 1 });
      const foreign = next.replace(ORIGIN, 'https://graph.microsoft.com.example.org');
      return `"@odata.nextLink":${JSON.stringify(bent?.kind === 'foreign-next-link' ? foreign : next)}`;
    });
    return { ...answer, body };
  };
}

function stepOf(place: Place, target: string, walks: ReadonlyMap<string, number>): Step {
  const mark = markOf(target) ?? { walk: (walks.get(target) ?? 0) + 1, page: 1 };
  return { place, target, plain: withoutMark(target), ...mark };
}

function expired(status: 400 | 410): Answer {
  return status === 400
    ? graphError(
        400,
        'Directory_ExpiredPageToken',
        'The specified page token value has expired and can no longer be included in your request.',
      )
    : graphError(410, 'resyncRequired', 'The token is no longer valid: begin again without it.');
}
