import type { Shortfall } from './miss-of.ts';

/** That no more than a sample of `count` accounts was asked, of the `of` that there are; null where nobody knows how many. */
export function sampleShortfall(count: number, of: number | null): Shortfall {
  const [outOf, told] = of === null ? ['', {}] : [` out of ${of}`, { of }];
  return {
    reason: 'not-read',
    detail: `a sample of ${count} accounts${outOf}`,
    lacks: { kind: 'sample', count, ...told },
  };
}
