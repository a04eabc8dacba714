import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DenialGate, MOST_DENIALS } from './denial-gate.ts';
import type { MailboxRow } from './rules.ts';

type Outcome = MailboxRow['outcome'];

async function* pagesOf(sizes: readonly number[]): AsyncGenerator<string[]> {
  let next = 0;
  for (const size of sizes) {
    await Promise.resolve();
    yield Array.from({ length: size }, () => `m${next++}`);
  }
}

function rowsOf(ids: readonly string[], outcomeOf: (id: string) => Outcome): MailboxRow[] {
  return ids.map((accountId) => ({
    accountId,
    outcome: outcomeOf(accountId),
    code: null,
    rules: [],
    untoldRules: [],
  }));
}

/** Answers what comes through in batches of 20, as the far side would; the ids in their order. */
async function asked(
  gate: DenialGate,
  sizes: readonly number[],
  outcomeOf: (id: string) => Outcome,
): Promise<string[]> {
  const waiting: string[] = [];
  const seen: string[] = [];
  for await (const ids of gate.through(pagesOf(sizes))) {
    waiting.push(...ids);
    seen.push(...ids);
    while (waiting.length >= 20) {
      const batch = waiting.splice(0, 20);
      setImmediate(() => gate.settled(rowsOf(batch, outcomeOf)));
    }
  }
  return seen;
}

test('all that is open comes through, page by page', async () => {
  const gate = new DenialGate(true);
  expect(await asked(gate, [999, 1, 500], () => 'denied')).toHaveLength(1_500);
  expect(gate.isShut).toBe(false);
});

test('200 denials shut it', async () => {
  const gate = new DenialGate(false);
  expect(await asked(gate, [999, 999], () => 'denied')).toHaveLength(MOST_DENIALS);
  expect(gate.isShut).toBe(true);
  gate.again();
  expect(gate.isShut).toBe(false);
});

test.each(['rules', 'none'] as const)('one mailbox with %s opens it for good', async (outcome) => {
  const gate = new DenialGate(false);
  const seen = await asked(gate, [999, 999], (id) => (id === 'm7' ? outcome : 'denied'));
  expect([seen.length, gate.isShut]).toEqual([1_998, false]);
});

test('however pages and answers come, nobody waits for ever and nobody comes twice', async () => {
  const outcome = fc.constantFrom<Outcome>('denied', 'no-cloud-mailbox', 'error', 'gave-up');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }),
      fc.array(outcome, { minLength: 1, maxLength: 30 }),
      async (sizes, outcomes) => {
        const gate = new DenialGate(false);
        const outcomeOf = (id: string): Outcome =>
          outcomes[Number(id.slice(1)) % outcomes.length] ?? 'denied';
        const seen = await asked(gate, sizes, outcomeOf);
        expect(new Set(seen).size).toBe(seen.length);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        if (!gate.isShut) expect(seen).toHaveLength(total);
        else expect(seen.filter((id) => outcomeOf(id) === 'denied').length).toBeLessThan(MOST_DENIALS + 20);
      },
    ),
  );
}, 60_000);

test('whoever waits is let go when it is stopped', async () => {
  const gate = new DenialGate(false);
  const pages = gate.through(pagesOf([999]));
  await pages.next();
  const waiting = pages.next();
  gate.stop();
  expect(await waiting).toEqual({ done: true, value: undefined });
});
