import { graphError, type Answer } from '../cloud/answer.ts';
import { exchangeError } from '../cloud/exchange-answer.ts';
import { breaksOff, isWalking, losesItsPage, placesOf, type WalkingFault } from './fault-kinds.ts';
import type { FaultPlan } from './fault-plan.ts';
import { WALKS, type Place } from './place.ts';
import { textOf } from './spoilt-body.ts';
import { markOf, withMark, withoutMark, withoutSkipToken } from './skip-mark.ts';

const GRAPH = 'https://graph.microsoft.com';
const EXCHANGE = 'https://outlook.office365.com';
const NEXT_LINK = /"@odata\.nextLink":"([^"]*)"/;

const WALKED: ReadonlySet<Place> = new Set(WALKS);

/** What is asked; `scope` tells apart the listings that share an address. */
interface Asked {
  readonly place: Place;
  readonly target: string;
  readonly scope: string;
}

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
export type WalkGuide = (asked: Asked, ask: (target: string) => Answer) => Answer;

/**
 * Faults that belong to walks: every skip token that leaves is marked with its walk and page, so that what
 * is injected into one walk spares the next, whoever goes on with it and when.
 */
export function createWalks(plan: FaultPlan): WalkGuide {
  const faults = plan.faults.filter(isWalking);
  if (faults.length === 0) return ({ target }, ask) => ask(target);
  const walks = new Map<string, number>();
  const met = new Map<string, number>();

  /** A fault of the first walk alone is tied to the walk that meets it first. */
  const isDueIn = (fault: WalkingFault, step: Step, listing: string): boolean => {
    if (fault.walks === 'every') return true;
    const key = `${faults.indexOf(fault)} ${listing}`;
    const walk = met.get(key) ?? step.walk;
    met.set(key, walk);
    return walk === step.walk;
  };

  return ({ place, target, scope }, ask) => {
    if (!WALKED.has(place)) return ask(target);
    const origin = place === 'exchange' ? EXCHANGE : GRAPH;
    const listingOf = (address: string): string => `${address} ${scope}`;
    const mark = markOf(target) ?? { walk: (walks.get(listingOf(target)) ?? 0) + 1, page: 1 };
    const step: Step = { place, target, plain: withoutMark(target), ...mark };
    const here = faults.filter((fault) => placesOf(fault).includes(place));
    const listing = listingOf(withoutSkipToken(step.plain));
    for (const fault of here) {
      const due = fault.kind === 'expired-skip-token' && step.page === fault.page;
      if (due && isDueIn(fault, step, listing)) return expired(place, fault.status ?? 400);
    }
    const answer = withOddRecord(ask(step.plain), here, step.page);
    const spoilt = spoiltPage(answer, origin, step, (kind, isAt) =>
      here.find((fault) => fault.kind === kind && isAt(fault.page) && isDueIn(fault, step, listing)),
    );
    if (spoilt !== null) return spoilt;
    if (typeof answer.body !== 'string' || !NEXT_LINK.test(answer.body)) return answer;
    if (step.page === 1) walks.set(listingOf(step.plain), step.walk);
    const bent = here.find(
      (fault) =>
        breaksOff(fault) && !losesItsPage(fault) && fault.page === step.page && isDueIn(fault, step, listing),
    );
    const body = answer.body.replace(NEXT_LINK, (_, link: string) => {
      const next =
        bent?.kind === 'looping-next-link'
          ? `${origin}${step.target}`
          : withMark(link, { walk: step.walk, page: step.page + 1 });
      const foreign = next.replace(origin, `${origin}.example.org`);
      return `"@odata.nextLink":${JSON.stringify(bent?.kind === 'foreign-next-link' ? foreign : next)}`;
    });
    return { ...answer, body };
  };
}

type Find = (kind: WalkingFault['kind'], isAt: (page: number) => boolean) => WalkingFault | undefined;

/** The page as a fault makes it, of which nothing can be used; null where none does. */
function spoiltPage(answer: Answer, origin: string, step: Step, find: Find): Answer | null {
  const isHere = (page: number): boolean => page === step.page;
  if (find('without-value', isHere) !== undefined) return withoutValue(answer);
  const unending = find('endless-answer', isHere);
  if (unending?.kind === 'endless-answer') return unendingPage(answer, unending.of);
  const isPast = find('endless-pages', (page) => step.page > page) !== undefined;
  return isPast ? withoutEnd(answer, `${origin}${step.plain}`, step) : null;
}

const ODD = { null: 'null', text: '"x"', number: '7', list: '[]', empty: '{}' } as const;
const ITEMS = /"value":\[(?=.)/;

/** The page with one more item, before the others, that is no record. */
function withOddRecord(answer: Answer, faults: readonly WalkingFault[], page: number): Answer {
  const odd = faults.find((fault) => fault.kind === 'odd-record' && fault.page === page);
  if (odd?.kind !== 'odd-record' || answer.status !== 200) return answer;
  const text = textOf(answer);
  const separator = /"value":\[\s*\]/.test(text) ? '' : ',';
  return { ...answer, body: text.replace(ITEMS, `"value":[${ODD[odd.item]}${separator}`) };
}

/** What is left of a page: where it comes from, and nothing else. */
function withoutValue(answer: Answer): Answer {
  const text = textOf(answer);
  const [context] = /"@odata\.context":"[^"]*"/.exec(text) ?? [''];
  return answer.status === 200 ? { ...answer, body: `{${context}}` } : answer;
}

const UNENDING = {
  object: { begins: '{"value":[{', part: '"id":"00000000-0000-4000-8000-000000000000",' },
  list: { begins: '{"value":[', part: '{"id":"00000000-0000-4000-8000-000000000000"},' },
  text: { begins: '{"value":[{"id":"', part: 'x' },
} as const;

/** A page of which nobody sees the end. */
function unendingPage(answer: Answer, of: keyof typeof UNENDING): Answer {
  if (answer.status !== 200) return answer;
  const { begins, part } = UNENDING[of];
  return { ...answer, body: begins, connection: { withoutEnd: part } };
}

/** A page of nothing, and the address of another one. */
function withoutEnd(answer: Answer, address: string, { walk, page }: Step): Answer {
  const next = withMark(address, { walk, page: page + 1 });
  return { ...answer, body: JSON.stringify({ value: [], '@odata.nextLink': next }) };
}

function expired(place: Place, status: 400 | 410): Answer {
  if (place === 'exchange')
    return exchangeError(
      400,
      'BadRequest',
      'The paging cookie is not valid, or was given for another command.',
    );
  return status === 400
    ? graphError(
        400,
        'Directory_ExpiredPageToken',
        'The specified page token value has expired and can no longer be included in your request.',
      )
    : graphError(410, 'resyncRequired', 'The token is no longer valid: begin again without it.');
}
