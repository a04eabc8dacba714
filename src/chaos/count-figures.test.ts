import { expect, test } from 'vitest';
import { predict } from '../simulator/predict.ts';
import { loadTenant } from '../simulator/simulator.ts';
import { createTenant } from '../simulator/tenant/tenant.ts';
import { countFigures } from './count-figures.ts';
import { TENANT_FOLDER } from './vigie-process.ts';

test('the whole directory has the figures that the simulator predicts', async () => {
  const tenant = await loadTenant(TENANT_FOLDER);
  const overrides = { accountsWithoutId: 3, deniedMailboxes: 4, recipientType: 'absent' } as const;
  const options = { tenant, today: '2020-10-29', mailboxes: 250, overrides };
  const { indicators, ...prediction } = predict(options);
  expect(countFigures(createTenant(options), Infinity)).toEqual({
    ...prediction,
    indicators: Object.fromEntries(indicators.map(({ id, ...figures }) => [id, figures])),
  });
});

test('of a directory that breaks off only the first accounts are counted', async () => {
  const tenant = await loadTenant(TENANT_FOLDER);
  const whole = createTenant({ tenant, today: '2020-10-29', mailboxes: 250 });
  const [all, some] = [countFigures(whole, Infinity), countFigures(whole, 100)];
  expect(some.population.accounts).toBe(100);
  expect(some.population.mailboxes).toBeLessThan(all.population.mailboxes);
  expect(some.enrolments[0]?.total).toBeLessThan(all.enrolments[0]?.total ?? 0);
});
