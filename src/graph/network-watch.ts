import { BudgetSpent } from './deadline.ts';
import { UnusableAnswer } from './unusable-answer.ts';
import { NetworkFailure, type Transport } from './transport.ts';

/** The last request that nobody answered. */
export interface Lost {
  readonly host: string;
  readonly code: string;
}

/** Whether anybody still answers, of all the clients of a run. */
export class NetworkWatch {
  #answers = 0;
  #lost: Lost | null = null;
  #lostSince = 0;

  /** Requests that some host answered, whatever the answer. */
  get answers(): number {
    return this.#answers;
  }

  /** The last request, where nobody answered it and nobody answered any after it; null otherwise. */
  get lost(): Lost | null {
    return this.#lost;
  }

  /** How long nobody has answered, in milliseconds, from the first request that was lost; 0 while somebody does. */
  get silentMs(): number {
    return this.#lost === null ? 0 : performance.now() - this.#lostSince;
  }

  answered(): void {
    this.#answers += 1;
    this.#lost = null;
  }

  unanswered(url: string, code: string): void {
    if (this.#lost === null) this.#lostSince = performance.now();
    this.#lost = { host: URL.canParse(url) ? new URL(url).host : '', code };
  }
}

/** A transport that tells a watch of each request how it ended. What was interrupted tells nothing. */
export function watched(transport: Transport, watch: NetworkWatch): Transport {
  const around = async <T>(url: string, send: () => Promise<T>): Promise<T> => {
    try {
      const answer = await send();
      watch.answered();
      return answer;
    } catch (error) {
      if (error instanceof UnusableAnswer) watch.answered();
      else if (error instanceof NetworkFailure) watch.unanswered(url, error.code);
      else if (error instanceof BudgetSpent) watch.unanswered(url, 'NoAnswer');
      throw error;
    }
  };
  return {
    send: (request) => around(request.url, () => transport.send(request)),
    download: (url, file, signal) => around(url, () => transport.download(url, file, signal)),
    close: () => transport.close(),
  };
}
