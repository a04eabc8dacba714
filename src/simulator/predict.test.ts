import { beforeAll, expect, test } from 'vitest';
import { accountTruths, predict, type Prediction } from './predict.ts';
import { loadTenant, type TenantSpec } from './tenant/tenant-spec.ts';
import type { PolicyGroup } from './tenant/policy-groups.ts';
import { createTenant, type Overrides } from './tenant/tenant.ts';

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
    'mailbox-redirects': { population: 305_554, count: 1817, undetermined: 220, physicians: [20_240, 577] },
    'unread-mail': { population: 305_554, count: 49_425, undetermined: 0, physicians: [20_240, 7985] },
    'unused-accounts': { population: 305_554, count: 98_792, undetermined: 529, physicians: [20_240, 9624] },
    'unused-licences': { population: 318_141, count: 101_864, undetermined: 526, physicians: [20_254, 9604] },
    'enrolled-unused': { population: 438, count: 286, undetermined: 0, physicians: [438, 286] },
    'external-sharing': { population: 305_554, count: 15_182, undetermined: 2025, physicians: [20_240, 412] },
    'physicians-without-mailbox': { population: 20_540, count: 300, physicians: [20_540, 300] },
    'mfa-enforcement': { population: 318_031, count: 262_473, undetermined: 0 },
    'admin-mfa': { population: 184, count: 101, undetermined: 2, physicians: [0, 0] },
    'terms-of-use': { population: 318_031, count: 237_258, undetermined: 0 },
  });
  const factsOf = (id: string): unknown => predicted.indicators.find((one) => one.id === id)?.facts;
  expect([factsOf('unused-accounts'), factsOf('external-sharing'), factsOf('unused-licences')]).toEqual([
    {
      byUse: {
        unused: 98_792,
        'mail-only': 11_135,
        'sign-in-only': 34_794,
        'in-use': 157_978,
        undetermined: 2855,
      },
    },
    { onedrive: 10_680, sharepoint: 5728, files: 334_875 },
    { bySku: { SPE_E3: 55_112, EXCHANGESTANDARD: 22_114, SPE_F1: 22_170, EMS: 8616, FLOW_FREE: 2403 } },
  ]);
  expect([factsOf('mfa-status'), factsOf('mfa-enforcement'), factsOf('admin-mfa')]).toEqual([
    {
      registered: 138_795,
      capable: 132_147,
      adminsWithoutMfa: 16,
      passwordless: 24_793,
      byStrongestMethod: { 'phishing-resistant': 7251, app: 93_427, phone: 38_117, other: 0, none: 178_901 },
      unknownMethods: { methodYetToCome: 7659 },
    },
    {
      byBasis: { policy: 54_350, 'security-defaults': 0, blocked: 225, 'per-user': 983 },
      conditionalOnly: 15_677,
      reportOnly: 262_471,
      excluded: 596,
      serviceAccounts: 0,
      guests: 0,
    },
    { active: 153, eligibleOnly: 31, notCapable: 22, notEnforced: 90, guests: 1, phishingResistant: 23 },
  ]);
  expect(predicted.enrolments).toEqual([
    { id: 'telefax', total: 438, byCategory: { specialist: 296, gp: 134, resident: 8 } },
  ]);
  expect(predicted.indicators[2]?.facts).toEqual({
    byMechanism: { 'inbox-rule': 1175, 'mailbox-forwarding': 777 },
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
    blockedByPolicy: 1367,
    effectiveness: { effective: 353, blocked: 1367, undetermined: 97 },
    reachesNobody: 354,
    withoutCopy: 466,
  });
  expect(predicted.indicators[0]?.byEstablishment).toHaveLength(35);
}, 60_000);

test('whom the policies cover adds up to the parts of the spec, but for those covered by a role', () => {
  const truths = createTenant({ tenant, today, mailboxes: 20_000 });
  const parts = { covered: 0, byRoleAlone: 0 };
  for (const account of truths.accounts()) {
    if (account.segment.kind !== 'mailbox' || truths.enforcementOf(account).basis === null) continue;
    const isIn = (group: PolicyGroup): boolean => truths.isInGroup(account, group);
    const inPart =
      (isIn('physicians') && !isIn('excluded')) ||
      (isIn('modern') && !isIn('legacyAllowed')) ||
      isIn('suspended');
    parts[inPart ? 'covered' : 'byRoleAlone'] += 1;
  }
  const covered = truths.spec.categories.map(
    ({ policyParts: { mfa, modern, suspended } }) => mfa + modern + suspended,
  );
  expect(parts).toEqual({ covered: covered.reduce((a, b) => a + b, 0), byRoleAlone: 3 });
});

test('the totals do not depend on the seed', () => {
  const one = predict({ tenant, today, mailboxes: 3000 });
  const other = predict({ tenant, today, mailboxes: 3000, seed: 7 });
  expect(one.indicators[0]?.byCategory).toEqual(other.indicators[0]?.byCategory);
  expect(one.indicators[2]?.facts).toEqual(other.indicators[2]?.facts);
  const numbers = ({ indicators }: Prediction, wanted: string): unknown => {
    const found = indicators.find(({ id }) => id === wanted);
    return [found?.byCategory.map(({ count }) => count), found?.physicians.count];
  };
  for (const id of ['unread-mail', 'unused-accounts'])
    expect(numbers(one, id), id).toEqual(numbers(other, id));
  const sharing = (prediction: Prediction): unknown =>
    prediction.indicators.flatMap(({ id, count, physicians, facts }) =>
      id === 'external-sharing' ? [count, physicians.count, facts.onedrive, facts.sharepoint] : [],
    );
  expect(sharing(one)).toEqual(sharing(other));
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
      ['unread-mail', true],
      ['unused-accounts', true],
      ['unused-licences', true],
      ['enrolled-unused', true],
      ['external-sharing', true],
      ['physicians-without-mailbox', true],
      ['mfa-enforcement', true],
      ['admin-mfa', true],
      ['terms-of-use', true],
    ]);
  },
);

test('fewer than 200 mailboxes are refused', () => {
  expect(() => createTenant({ tenant, today, mailboxes: 199 })).toThrow('200 mailboxes or more');
});

test('closed mailboxes are undetermined for redirects, and those outside the cloud for their mail too', () => {
  const overrides = { deniedMailboxes: 30, mailboxesOnPremises: 12 };
  const { indicators } = predict({ tenant, today, mailboxes: 3000, overrides });
  expect(indicators.map(({ id, undetermined }) => [id, undetermined])).toEqual([
    ['inactive-mailboxes', 12],
    ['inactive-sign-ins', 29],
    ['mailbox-redirects', 52],
    ['mfa-status', 7],
    ['service-usage', 10],
    ['unread-mail', 12],
    ['unused-accounts', 11],
    ['unused-licences', 11],
    ['enrolled-unused', 0],
    ['external-sharing', 25],
    ['physicians-without-mailbox', 0],
    ['mfa-enforcement', 0],
    ['admin-mfa', 1],
    ['terms-of-use', 0],
  ]);
});

test('without Recipient Type Exchange tells the people; without it unlicensed ones do not count, and licensed shared mailboxes do', () => {
  const { spec } = createTenant({ tenant, today, mailboxes: 3000 });
  const mailboxes = (overrides: Overrides): number =>
    predict({ tenant, today, mailboxes: 3000, overrides: { recipientType: 'absent', ...overrides } })
      .population.mailboxes;
  const people = 3000 - spec.oddities.unlicensed;
  expect(mailboxes({})).toBe(3000);
  expect(mailboxes({ exchange: 'v2-only-without-forwarding' })).toBe(3000);
  expect(mailboxes({ exchange: 'refused' })).toBe(people + spec.decoys.sharedLicensed);
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
