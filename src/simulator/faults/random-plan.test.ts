import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTransient } from './fault-kinds.ts';
import { FAULT_KINDS, faultPlanSchema } from './fault-plan.ts';
import { randomFaultPlan } from './random-plan.ts';

test('the same seed draws the same plan, and a valid one, of modest rates and short waits', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const plan = randomFaultPlan(seed);
      expect(randomFaultPlan(seed)).toEqual(plan);
      expect(faultPlanSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
      for (const fault of plan.faults.filter(isTransient)) {
        expect(fault.rate ?? 0.02).toBeGreaterThanOrEqual(0.02);
        expect(fault.rate ?? 0).toBeLessThanOrEqual(0.3);
        if (fault.kind === 'throttled') expect(fault.seconds).toBeLessThanOrEqual(2);
      }
    }),
  );
});

test('a thousand plans hold every kind of fault but those that nobody need survive, or that take long', () => {
  const drawn = new Set<string>();
  const sizes = new Set<number>();
  for (let seed = 0; seed < 1000; seed += 1) {
    const { faults } = randomFaultPlan(seed);
    sizes.add(faults.length);
    for (const { kind } of faults) drawn.add(kind);
  }
  expect(FAULT_KINDS.filter((kind) => !drawn.has(kind))).toEqual(['answer-too-large', 'network-gone']);
  expect([sizes.has(0), sizes.has(1), sizes.has(5)]).toEqual([false, true, true]);
});
