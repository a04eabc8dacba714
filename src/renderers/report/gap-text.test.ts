import { expect, test } from 'vitest';
import type { Gap } from '../../situation/situation.ts';
import { gapText } from './gap-text.ts';

function gap(fr: string, en: string, more: Partial<Gap> = {}): Gap {
  const remedy = { fr: 'Collecter.', en: 'Collect.' };
  const words = { what: { fr, en }, remedy };
  return {
    source: 'accounts',
    reason: 'not-read',
    accounts: 3,
    remedy: remedy.fr,
    words,
    rank: 'wait',
    ...more,
  };
}

test('a number of accounts of the whole tenant is said to be that, before the full stop', () => {
  const ofTenant = { ofWholeTenant: true } as const;
  const [whole, part, bare] = [
    gap('Comptes absents.', 'Accounts absent.'),
    gap('Comptes absents.', 'Accounts absent.', ofTenant),
    gap('Comptes absents', 'Accounts absent', ofTenant),
  ];
  expect([whole, part, bare].map((one) => [gapText(one, 'fr'), gapText(one, 'en')])).toEqual([
    ['Comptes absents.', 'Accounts absent.'],
    ['Comptes absents (nombre pour tout le locataire).', 'Accounts absent (number for the whole tenant).'],
    ['Comptes absents (nombre pour tout le locataire)', 'Accounts absent (number for the whole tenant)'],
  ]);
});
