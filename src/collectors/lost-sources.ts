import { KnownError, worded } from '../errors.ts';
import type { Lost, NetworkWatch } from '../graph/network-watch.ts';
import type { SourceReport } from '../snapshot/manifest.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

interface LostSource {
  readonly report: SourceReport;
  /** Requests that anybody had answered when it ended. */
  readonly answers: number;
}

/**
 * The sources that gave up while nobody answered. Whether it was the network that was gone is known only at the end of the run:
 * whoever is asked after them may answer.
 */
export class LostSources {
  readonly #watch: NetworkWatch;
  readonly #sources: LostSource[] = [];

  constructor(watch: NetworkWatch) {
    this.#watch = watch;
  }

  /** True where the source gave something up, and nobody answered since: it is not done yet. */
  mayBeLost(report: SourceReport, gaveUp: boolean): boolean {
    if (!gaveUp || this.#watch.lost === null) return false;
    this.#sources.push({ report, answers: this.#watch.answers });
    return true;
  }

  /** Those of them after which nobody answered, to the end of the run. */
  stillLost(): SourceReport[] {
    const { lost, answers } = this.#watch;
    if (lost === null) return [];
    return this.#sources.filter((one) => one.answers === answers).map(({ report }) => report);
  }
}

/** Nobody answers any more: what is not read could be, another time. */
export function networkGone({ host, code }: Lost, sources: readonly SourceReport[]): KnownError {
  const names = sources.map(({ id }) => id).join(', ');
  return new KnownError('tenant', worded(TROUBLE_WORDS.networkGone, { host, code, names }), {
    nextSteps: [TROUBLE_WORDS.checkNetwork],
  });
}
