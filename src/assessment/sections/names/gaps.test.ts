import { expect, test } from 'vitest';
import { assessTiny, tinyConfig } from '../../../testing/assess-tiny.ts';
import type { Situation } from '../../../situation/situation.ts';

function account(name: string, more: object = {}): object {
  return { accountId: `id-${name}`, userPrincipalName: name, accountEnabled: true, ...more };
}

function named({ gaps }: Situation): unknown[] {
  return gaps
    .filter(({ source, words }) => source === 'accounts' && !words.what.en.includes('licences'))
    .map(({ rank, accounts, words }) => [rank, accounts, words.what.en]);
}

const SEVERAL =
  '1 establishment is written in several ways (case, apostrophe, spaces), and counted as one: CHUM.';

test('an establishment that is written in several ways is told, with how many accounts write it how, and is ordinary', async () => {
  const written = ['CHUM', 'CHUM', 'chum', 'CHUM ', 'CISSS'];
  const accounts = written.map((companyName, at) => account(`a${at}`, { companyName, jobTitle: 'médecin' }));
  const { situation } = await assessTiny({ tables: { accounts } });
  expect(situation.establishmentSpellings).toEqual([
    {
      id: 'CHUM',
      writings: [
        { text: 'CHUM', accounts: 3 },
        { text: 'chum', accounts: 1 },
      ],
    },
  ]);
  expect(named(situation)).toEqual([['ordinary', 4, SEVERAL]]);
});

test('a category and an establishment’s attribute that are nobody’s are told, and are to repair', async () => {
  const { categories } = tinyConfig();
  const { situation } = await assessTiny(
    { tables: { accounts: [account('a', { jobTitle: 'infirmière' })] } },
    { categories, establishments: { attribute: 'department' } },
  );
  expect(situation.establishmentSpellings).toBeUndefined();
  expect(named(situation)).toEqual([
    ['repair', 0, 'The category “Physicians” (physician) has no account.'],
    [
      'repair',
      1,
      'No account has an establishment: the attribute department is empty for everybody, or the pattern captures nothing of it.',
    ],
  ]);
});

test('a category that takes what is left, the default attribute, and a directory without accounts are no typing errors', async () => {
  const one = await assessTiny({ tables: { accounts: [account('a', { jobTitle: 'Médecin' })] } });
  const none = await assessTiny({ tables: { accounts: [] } });
  expect([named(one.situation), named(none.situation)]).toEqual([[], []]);
});
