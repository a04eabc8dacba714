import { KnownError, worded } from '../errors.ts';
import { dateOf } from './retry.ts';
import type { Answer, Transport } from './transport.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/**
 * Ages are counted in whole days from this machine's clock, which the name of the audit's folder bears too. The cloud's own clock
 * is right; an answer is on its way for minutes at the most.
 */
const MOST_APART_MS = 3_600_000;

/**
 * A transport that holds this machine's clock (`now`, in milliseconds since 1970) against the `Date` of the first answer of
 * Graph's. Its `send` throws `KnownError` (local) where they are more than an hour apart.
 */
export function withClockHeld(transport: Transport, now: () => number): Transport {
  let isHeld = false;
  return {
    send: async (request) => {
      const answer = await transport.send(request);
      if (isHeld || !isOfGraph(answer)) return answer;
      isHeld = true;
      refuseWrongClock(dateOf(answer.headers), now());
      return answer;
    },
    download: (url, file, signal) => transport.download(url, file, signal),
    close: () => transport.close(),
  };
}

/** Something on the way answers with pages for people, and with clocks of its own. */
function isOfGraph({ status, json }: Answer): boolean {
  return status === 200 && json !== undefined;
}

function refuseWrongClock(theirs: number | null, ours: number): void {
  if (theirs === null || Math.abs(ours - theirs) <= MOST_APART_MS) return;
  const message = worded(TROUBLE_WORDS.wrongClock, { ours: inUtc(ours), theirs: inUtc(theirs) });
  throw new KnownError('local', message, { nextSteps: [TROUBLE_WORDS.setClock] });
}

function inUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
