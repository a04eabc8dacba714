import { expect, test } from 'vitest';
import { microsoftName } from './microsoft-names.ts';

test('roles and licences by their names in the language, with what Graph calls them beside', () => {
  const values = [
    'Global Administrator',
    'EXCHANGESTANDARD',
    'SPE_F1',
    'Rôle maison',
    'BOOKINGS_ONLY',
    'constructor',
  ];
  expect(values.map((value) => microsoftName(value, 'fr'))).toEqual([
    'Administrateur général (Global Administrator)',
    'Exchange Online (plan 1) (EXCHANGESTANDARD)',
    'Microsoft 365 F3 (SPE_F1)',
    'Rôle maison',
    'BOOKINGS_ONLY',
    'constructor',
  ]);
  expect(values.slice(0, 3).map((value) => microsoftName(value, 'en'))).toEqual([
    'Global Administrator',
    'Exchange Online (Plan 1) (EXCHANGESTANDARD)',
    'Microsoft 365 F3 (SPE_F1)',
  ]);
});
