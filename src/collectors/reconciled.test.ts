import { expect, test } from 'vitest';
import type { SourceReport } from '../snapshot/manifest.ts';
import { reconciled } from './reconciled.ts';

function whole(id: SourceReport['id'], read: number): SourceReport {
  return { id, outcome: 'complete', read, expected: read };
}

test('of two walks of one directory, one that is much shorter is not whole', () => {
  const mfa = whole('mfa-registrations', 3);
  expect(reconciled([whole('accounts', 100), whole('sign-in-activity', 200), mfa])).toEqual([
    {
      id: 'accounts',
      outcome: 'partial',
      read: 100,
      expected: 200,
      reason: 'not-read',
      detail: 'another walk of the directory held 200 accounts, 100 came',
      lacks: { kind: 'other-walk', count: 100, of: 200 },
    },
    whole('sign-in-activity', 200),
    mfa,
  ]);
});

test('a few accounts come and go between two walks; a walk that was not made says nothing', () => {
  const few = [whole('accounts', 1_000), whole('sign-in-activity', 1_005)];
  expect(reconciled(few)).toEqual(few);
  const skipped = { id: 'sign-in-activity', outcome: 'skipped', read: 0, expected: 0 } as const;
  expect(reconciled([whole('accounts', 1_000), skipped])).toEqual([whole('accounts', 1_000), skipped]);
});
