import type { Shortfall } from './miss-of.ts';

/** That no more than a sample of `count` accounts was asked, of the `of` that there are. */
export function sampleShortfall(count: number, of: number): Shortfall {
  return {
    reason: 'not-read',
    detail: `a sample of ${count} accounts out of ${of}`,
    lacks: { kind: 'sample', count, of },
  };
}
