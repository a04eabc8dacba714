import { expect, test } from 'vitest';
import { configSchema } from './config.ts';

test('licences have a price by part number or id, in one currency', () => {
  const licences = {
    currency: 'CAD',
    monthlyPrices: { SPE_E3: 41.2, '66b55226-6b4f-492c-910c-a3b7a3c9d993': 0 },
  };
  expect(configSchema.parse({ licences }).licences).toEqual(licences);
  expect(configSchema.parse({}).licences).toBeUndefined();
});

test.each([
  { why: 'a currency that is no code', licences: { currency: '$', monthlyPrices: {} } },
  { why: 'a negative price', licences: { currency: 'CAD', monthlyPrices: { SPE_E3: -1 } } },
  { why: 'a price in words', licences: { currency: 'CAD', monthlyPrices: { SPE_E3: '41,20 $' } } },
  { why: 'a price beyond any', licences: { currency: 'CAD', monthlyPrices: { SPE_E3: 1e308 } } },
  { why: 'no currency', licences: { monthlyPrices: { SPE_E3: 41.2 } } },
  { why: 'an unknown key', licences: { currency: 'CAD', monthlyPrices: {}, yearlyPrices: {} } },
])('$why is refused', ({ licences }) => {
  expect(configSchema.safeParse({ licences }).success).toBe(false);
});
