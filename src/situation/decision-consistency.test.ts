import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Decision } from './sections/decisions.ts';
import { situationSchema, type Situation } from './situation.ts';

const FILE = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);

/** The unused mailboxes are 134,115, 12,662 of them physicians'; the redirects a lower bound, some undetermined. */
function sample(): Situation {
  return { ...situationSchema.parse(JSON.parse(readFileSync(FILE, 'utf8'))), trend: undefined };
}

const CLOSE: Decision = {
  ...{ id: 'close-mailboxes', check: 'inactive-mailboxes', who: 'establishments', gravity: 'notable' },
  ...{ accounts: 100, physicians: 10, undetermined: 0, lowerBound: false, list: null, facts: {} },
};
const REDIRECTS: Decision = {
  ...{ id: 'remove-redirects', check: 'mailbox-redirects', who: 'establishments', gravity: 'serious' },
  ...{ accounts: 5, physicians: 1, undetermined: 0, lowerBound: true, list: null, facts: {} },
};

function problems(...decisions: readonly Decision[]): string[] {
  const { error } = situationSchema.safeParse({ ...sample(), decisions });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('decisions that their indicators bear out are a situation, and none are one too', () => {
  expect(problems(REDIRECTS, CLOSE)).toEqual([]);
  expect(problems({ ...REDIRECTS, physicians: undefined }, CLOSE)).toEqual([]);
  expect(problems()).toEqual([]);
});

test('a decision settles no more than its indicator counts, and is no surer', () => {
  expect([
    problems({ ...CLOSE, accounts: 134_116 }),
    problems({ ...CLOSE, accounts: 20_000, physicians: 12_663 }),
    problems({ ...CLOSE, accounts: 1, physicians: 2 }),
    problems({ ...CLOSE, accounts: 134_115, undetermined: 1 }),
    problems({ ...REDIRECTS, lowerBound: false }),
    problems({ ...CLOSE, check: 'none-such' }),
  ]).toEqual([
    ['decisions.0: it settles more than its indicator counts'],
    ['decisions.0: it settles more than its indicator counts'],
    ['decisions.0: it has more physicians than accounts'],
    ['decisions.0: more are undetermined than its indicator leaves open'],
    ['decisions.0: it rests on a lower bound and does not say so'],
    ['decisions.0: no indicator is of its check'],
  ]);
});

test('decisions come once each, in the order of their weight, and at most seven', () => {
  expect(problems(CLOSE, REDIRECTS)).toEqual(['decisions.1: it weighs more than the one before']);
  expect(problems(CLOSE, CLOSE)).toEqual(['decisions.1: it is there twice']);
  const eight = Array.from({ length: 8 }, (_, at) => ({ ...CLOSE, id: `one-${at}` }));
  expect(problems(...eight)).toEqual(['decisions: Too big: expected array to have <=7 items']);
});
