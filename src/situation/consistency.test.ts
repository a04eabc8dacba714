import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Indicator, type Situation } from './situation.ts';

function sample(): Situation {
  const file = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return situationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function problems(situation: unknown): string[] {
  const { error } = situationSchema.safeParse(situation);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function withFirst(change: (indicator: Indicator) => Indicator): Situation {
  const situation = sample();
  const [first, ...others] = situation.indicators;
  if (first === undefined) throw new Error('the sample has no indicator');
  return { ...situation, indicators: [change(first), ...others] };
}

test('figures that contradict one another are no situation, and the place is named', () => {
  expect([
    problems(withFirst((one) => ({ ...one, undetermined: 5 }))),
    problems(withFirst((one) => ({ ...one, physicians: { ...one.physicians, count: 20_241 } }))),
    problems(withFirst((one) => ({ ...one, count: 134_116 }))),
    problems(withFirst((one) => ({ ...one, byCategory: one.byCategory.slice(1) }))),
    problems(withFirst((one) => ({ ...one, byEstablishment: [] }))),
    problems({ ...sample(), sources: [...sample().sources, ...sample().sources.slice(0, 1)] }),
  ]).toEqual([
    ['indicators.0: population is not examined + undetermined'],
    [
      'indicators.0.physicians: more are counted than were examined',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    [
      'indicators.0.byCategory: the parts do not sum to the whole',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    ['indicators.0.byCategory: the parts do not sum to the whole'],
    [
      'indicators.0.byEstablishment: the parts do not sum to the whole',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    ['sources.8.id: it is there twice'],
  ]);
});
