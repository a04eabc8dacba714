import { expect, test } from 'vitest';
import { assessTinyOf } from '../../testing/assess-tiny.ts';

const assessTiny = assessTinyOf('terms-of-use');

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  };
}

/** Read on 2020-10-29 at 06:00. */
function answer(name: string, state: string | null, recordedAt: string, more: object = {}): object {
  return {
    agreementId: 'charte',
    agreementName: 'Charte',
    accountId: `id-${name}`,
    state,
    recordedAt: `${recordedAt} 12:00:00`,
    ...more,
  };
}

const READ = { agreementId: 'charte', agreementName: 'Charte' };

test('the latest answer to every agreement counts, and an acceptance until it expires', async () => {
  const { findings, indicator, situation } = await assessTiny({
    tables: {
      accounts: [
        account('a-accepted'),
        account('b-silent', { jobTitle: 'Médecin' }),
        account('c-declined'),
        account('d-declined-after-accepting'),
        account('e-accepted-after-declining'),
        account('f-expired'),
        account('g-expires-later'),
        account('h-expired-then-renewed'),
        account('i-disabled', { accountEnabled: false }),
        account('j-guest', { userType: 'Guest' }),
        account('k-of-two-devices-at-once'),
        account('l-another-state'),
      ],
      'terms-of-use': [
        READ,
        answer('a-accepted', 'accepted', '2019-01-02', { agreementFileId: 'old version' }),
        answer('c-declined', 'declined', '2020-03-04'),
        answer('d-declined-after-accepting', 'declined', '2020-05-06'),
        answer('d-declined-after-accepting', 'accepted', '2020-01-06'),
        answer('e-accepted-after-declining', 'accepted', '2020-05-07'),
        answer('e-accepted-after-declining', 'declined', '2020-05-06'),
        answer('f-expired', 'accepted', '2019-10-29', { expiresAt: '2020-10-29 06:00:00' }),
        answer('g-expires-later', 'accepted', '2019-10-29', { expiresAt: '2020-10-29 06:00:01' }),
        answer('h-expired-then-renewed', 'accepted', '2020-02-01'),
        answer('h-expired-then-renewed', 'accepted', '2019-02-01', { expiresAt: '2020-02-01 00:00:00' }),
        answer('i-disabled', 'declined', '2020-03-04'),
        answer('k-of-two-devices-at-once', 'accepted', '2020-06-01'),
        answer('k-of-two-devices-at-once', 'declined', '2020-06-01'),
        answer('l-another-state', 'unknownFutureValue', '2020-06-01'),
        answer('nobody-here', 'accepted', '2020-06-01'),
      ],
    },
  });
  const columns = [
    ...['userPrincipalName', 'verdict', 'accepted', 'missing'],
    ...['declinedOn::VARCHAR', 'expiredOn::VARCHAR', 'acceptedOn::VARCHAR'],
  ];
  const rows = async (folder: 'findings' | 'others'): Promise<unknown[]> => {
    const dated = columns.map((name) => name.replace('::VARCHAR', ''));
    const found = await findings('terms-of-use', dated, folder);
    return found.map((row) => JSON.parse(JSON.stringify(row, (_, value: unknown) => value)) as unknown);
  };
  const day = (text: string): string => `${text}T00:00:00.000Z`;
  const row = (userPrincipalName: string, verdict: string, more: object = {}): object => ({
    ...{ userPrincipalName, verdict, accepted: null, missing: null },
    ...{ declinedOn: null, expiredOn: null, acceptedOn: null },
    ...more,
  });
  const missing = 'Charte';
  expect(await rows('findings')).toEqual([
    row('b-silent', 'non-compliant', { missing }),
    row('c-declined', 'non-compliant', { missing, declinedOn: day('2020-03-04') }),
    row('d-declined-after-accepting', 'non-compliant', { missing, declinedOn: day('2020-05-06') }),
    row('f-expired', 'non-compliant', { missing, expiredOn: day('2020-10-29') }),
    row('k-of-two-devices-at-once', 'non-compliant', { missing, declinedOn: day('2020-06-01') }),
    row('l-another-state', 'undetermined'),
  ]);
  const accepted = 'Charte';
  expect(await rows('others')).toEqual([
    row('a-accepted', 'compliant', { accepted, acceptedOn: day('2019-01-02') }),
    row('e-accepted-after-declining', 'compliant', { accepted, acceptedOn: day('2020-05-07') }),
    row('g-expires-later', 'compliant', { accepted, acceptedOn: day('2019-10-29') }),
    row('h-expired-then-renewed', 'compliant', { accepted, acceptedOn: day('2020-02-01') }),
    row('i-disabled', 'not-applicable', { missing, declinedOn: day('2020-03-04') }),
    row('j-guest', 'not-applicable', { missing }),
  ]);
  expect(indicator('terms-of-use')).toMatchObject({
    ...{ lowerBound: false, population: 10, examined: 9, count: 5, undetermined: 1 },
    physicians: { population: 1, examined: 1, count: 1, undetermined: 0 },
    facts: { byAgreement: { charte: 4 } },
  });
  expect(situation.termsOfUse).toEqual([
    {
      ...{ id: 'charte', name: 'Charte', accepted: 4, declined: 3, expired: 1, missing: 1, undetermined: 1 },
      byCategory: {
        physician: { accepted: 0, declined: 0, expired: 0, missing: 1, undetermined: 0 },
        staff: { accepted: 4, declined: 3, expired: 1, missing: 0, undetermined: 1 },
      },
    },
  ]);
});

test('who accepted one of two agreements has not accepted all; two of one name are told apart', async () => {
  const { findings, situation } = await assessTiny({
    tables: {
      accounts: [account('a-both'), account('b-one')],
      'terms-of-use': [
        answer('a-both', 'accepted', '2020-01-01'),
        answer('a-both', 'accepted', '2020-01-01', { agreementId: 'autre' }),
        answer('b-one', 'accepted', '2020-01-01', { agreementId: 'autre' }),
      ],
    },
  });
  expect(await findings('terms-of-use', ['userPrincipalName', 'accepted', 'missing'])).toEqual([
    { userPrincipalName: 'b-one', accepted: 'Charte (autre)', missing: 'Charte (charte)' },
  ]);
  expect(
    situation.termsOfUse?.map(({ id, name, accepted, missing }) => [id, name, accepted, missing]),
  ).toEqual([
    ['autre', 'Charte (autre)', 2, 0],
    ['charte', 'Charte (charte)', 1, 1],
  ]);
});

test('an agreement whose answers were not read to their end says nothing of anybody', async () => {
  const { verdicts, indicator, situation } = await assessTiny({
    tables: {
      accounts: [account('a-both'), account('b-only-the-read-one'), account('c-only-the-unread-one')],
      'terms-of-use': [
        READ,
        answer('a-both', 'accepted', '2020-01-01'),
        answer('b-only-the-read-one', 'accepted', '2020-01-01'),
        answer('a-both', 'accepted', '2020-01-01', { agreementId: 'unread', agreementName: 'Coupée' }),
        answer('c-only-the-unread-one', 'declined', '2020-01-01', {
          agreementId: 'unread',
          agreementName: 'Coupée',
        }),
      ],
    },
    sources: { 'terms-of-use': { outcome: 'partial', reason: 'gave-up', detail: '504' } },
  });
  expect(await verdicts('terms-of-use')).toEqual({
    'a-both': 'undetermined',
    'b-only-the-read-one': 'undetermined',
    'c-only-the-unread-one': 'non-compliant',
  });
  expect(indicator('terms-of-use').facts).toEqual({ byAgreement: { charte: 2 } });
  expect(situation.termsOfUse?.[1]).toMatchObject({
    name: 'Coupée',
    accepted: 0,
    missing: 0,
    undetermined: 3,
  });
});

test('where one agreement could not even be begun, nobody has accepted them all', async () => {
  const { verdicts } = await assessTiny({
    tables: { accounts: [account('a')], 'terms-of-use': [READ, answer('a', 'accepted', '2020-01-01')] },
    sources: { 'terms-of-use': { outcome: 'partial', reason: 'permission', detail: '403' } },
  });
  expect(await verdicts('terms-of-use')).toEqual({ a: 'undetermined' });
});

test('without any agreement in the tenant there is no figure, and that is told', async () => {
  const { indicator, situation } = await assessTiny({
    tables: { accounts: [account('a')], 'terms-of-use': [] },
  });
  const { population, examined, count, undetermined, facts } = indicator('terms-of-use');
  expect({ population, examined, count, undetermined, facts }).toEqual({
    ...{ population: 1, examined: 0, count: 0, undetermined: 1, facts: {} },
  });
  expect(situation.termsOfUse).toEqual([]);
  expect(situation.gaps.find(({ source }) => source === 'terms-of-use')).toMatchObject({
    reason: 'not-read',
    accounts: 1,
    words: {
      what: {
        en: 'The organization has no terms of use in Microsoft Entra: nothing to accept, and nothing to count.',
      },
    },
  });
});

test('where terms of use were not asked, the check is not assessable and there is no section', async () => {
  const { indicator, situation, findings } = await assessTiny({ tables: { accounts: [account('a')] } });
  expect(indicator('terms-of-use')).toMatchObject({
    ...{ lowerBound: true, population: 1, examined: 0, count: 0, undetermined: 1, facts: {} },
  });
  expect(situation.termsOfUse).toBeUndefined();
  expect(await findings('terms-of-use', ['userPrincipalName', 'verdict', 'accepted', 'missing'])).toEqual([
    { userPrincipalName: 'a', verdict: 'undetermined', accepted: null, missing: null },
  ]);
});
