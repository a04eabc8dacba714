import { beforeAll, expect, test } from 'vitest';
import { accountTruths, predict, type Prediction } from './predict.ts';
import { loadTenant, type TenantSpec } from './tenant/tenant-spec.ts';
import { createTenant } from './tenant/tenant.ts';

const FOLDER = 'fixtures/tenants/rsss-2020';
const today = '2020-10-29';
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant(FOLDER);
});

function overall({ indicators }: Prediction): Record<string, unknown> {
  return Object.fromEntries(
    indicators.map(({ id, population, count, undetermined, physicians }) => [
      id,
      { population, count, undetermined, physicians: [physicians.population, physicians.count] },
    ]),
  );
}

test('at full size the tenant holds the totals of the slide, exactly', () => {
  const predicted = predict({ tenant, today });
  expect(predicted.population).toEqual({
    accounts: 342_936,
    mailboxes: 305_554,
    physicians: 20_240,
    byCategory: { specialist: 9870, gp: 8420, resident: 1950, clerk: 4310, staff: 281_004 },
  });
  expect(overall(predicted)).toMatchObject({
    'inactive-mailboxes': {
      population: 305_554,
      count: 134_115,
      undetermined: 0,
      physicians: [20_240, 12_662],
    },
    'mailbox-redirects': { population: 305_554, count: 1817, undetermined: 0, physicians: [20_240, 577] },
  });
  expect(predicted.enrolments).toEqual([
    { id: 'telefax', total: 438, byCategory: { specialist: 296, gp: 134, resident: 8 } },
  ]);
  expect(predicted.indicators[2]?.facts).toEqual({
    byMechanism: { 'inbox-rule': 1817 },
    byTargetClass: {
      'public-webmail': 1032,
      external: 268,
      university: 241,
      unresolved: 63,
      partner: 86,
      internal: 127,
    },
    sharedMailboxes: 80,
    roomMailboxes: 8,
    brokenRulesOnly: 220,
    disabledRulesOnly: 491,
  });
  expect(predicted.indicators[0]?.byEstablishment).toHaveLength(35);
}, 30_000);

test('the totals do not depend on the seed', () => {
  const one = predict({ tenant, today, mailboxes: 3000 });
  const other = predict({ tenant, today, mailboxes: 3000, seed: 7 });
  expect(one.indicators[0]?.byCategory).toEqual(other.indicators[0]?.byCategory);
  expect(one.indicators[2]?.facts).toEqual(other.indicators[2]?.facts);
  expect(one.indicators[0]?.byEstablishment).not.toEqual(other.indicators[0]?.byEstablishment);
});

test.each([200, 201, 317, 999, 3000, 20_011])(
  'at %i mailboxes the parts add up and names are unique',
  (mailboxes) => {
    const scaled = createTenant({ tenant, today, mailboxes });
    const names = new Set<string>();
    for (const account of scaled.accounts())
      names.add(scaled.identityOf(account).userPrincipalName.toLowerCase());
    expect(names.size).toBe(scaled.size);
    const { population, indicators } = predict({ tenant, today, mailboxes });
    expect(population.mailboxes).toBe(mailboxes);
    for (const { id, byCategory, byEstablishment, ...total } of indicators) {
      const sum = (field: 'population' | 'count'): unknown[] => [
        byCategory.reduce((n, row) => n + row[field], 0),
        byEstablishment.reduce((n, row) => n + row[field], 0),
        byEstablishment.reduce((n, row) => n + row.physicians[field], 0),
      ];
      expect([id, sum('population'), sum('count')]).toEqual([
        id,
        [total.population, total.population, total.physicians.population],
        [total.count, total.count, total.physicians.count],
      ]);
      expect(total.examined + total.undetermined).toBe(total.population);
    }
    expect(indicators.map(({ id, count }) => [id, count > 0])).toEqual([
      ['inactive-mailboxes', true],
      ['inactive-sign-ins', true],
      ['mailbox-redirects', true],
      ['mfa-status', true],
      ['service-usage', false],
    ]);
  },
);

test('fewer than 200 mailboxes are refused', () => {
  expect(() => createTenant({ tenant, today, mailboxes: 199 })).toThrow('200 mailboxes or more');
});

test('closed mailboxes are undetermined for redirects and for nothing else', () => {
  const overrides = { deniedMailboxes: 30, mailboxesOnPremises: 12 };
  const { indicators } = predict({ tenant, today, mailboxes: 3000, overrides });
  expect(indicators.map(({ id, undetermined }) => [id, undetermined])).toEqual([
    ['inactive-mailboxes', 0],
    ['inactive-sign-ins', 0],
    ['mailbox-redirects', 42],
    ['mfa-status', 7],
    ['service-usage', 10],
  ]);
});

test('without Recipient Type licensed shared mailboxes count and unlicensed people do not', () => {
  const { spec } = createTenant({ tenant, today, mailboxes: 3000 });
  const { population } = predict({ tenant, today, mailboxes: 3000, overrides: { recipientType: 'absent' } });
  expect(population.mailboxes).toBe(3000 - spec.oddities.unlicensed + spec.decoys.sharedLicensed);
});

test('another config is another view: sites for establishments, a list for categories', () => {
  const { population, indicators, enrolments } = predict(
    { tenant, today, mailboxes: 3000 },
    {
      inactiveAfterDays: 30,
      categories: [
        { id: 'doctor', physician: true },
        { id: 'anyone', physician: false },
      ],
      categoryOf: ({ physician }) => (physician ? 'doctor' : 'anyone'),
      establishmentOf: ({ site }) => site,
    },
  );
  expect(population).toEqual({
    accounts: 3368,
    mailboxes: 3000,
    physicians: 199,
    byCategory: { doctor: 199, anyone: 2801 },
  });
  expect(enrolments).toEqual([{ id: 'telefax', total: 5, byCategory: { doctor: 5 } }]);
  const med = indicators[0]?.byEstablishment.find(({ id }) => id === 'med');
  expect(med?.population).toBe(199);
  expect(indicators[0]?.byEstablishment).toHaveLength(35);
});

test('a roster can be written from the accounts themselves', () => {
  const physicians = [...accountTruths({ tenant, today, mailboxes: 3000 })].filter(
    ({ kind, physician }) => kind === 'mailbox' && physician,
  );
  expect(physicians).toHaveLength(199);
  expect(
    physicians.every(({ site, userPrincipalName }) => site === 'med' && userPrincipalName.includes('.med@')),
  ).toBe(true);
});
